import { beforeEach, inject } from "vitest"

beforeEach((context) => {
  context.skip(inject("postgresUrl") === undefined, "no PostgreSQL server")
})

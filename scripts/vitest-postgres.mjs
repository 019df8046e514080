import { ensurePostgres } from "./ensure-postgres.mjs"

/**
 * vitest's global setup of the "postgres" project: a real server for `createTestDatabase`, or none, and then
 * `skip-without-postgres.ts` skips the tests.
 *
 * @param {import("vitest/node").TestProject} project
 */
export async function setup(project) {
  const server = await ensurePostgres()
  project.provide("postgresUrl", server?.url)
  if (!server) {
    console.error("PostgreSQL tests skipped: install PostgreSQL 15 or newer, or set TEST_DATABASE_URL.")
  }
  return () => server?.stop()
}

import { mergeConfig } from "vitest/config"
import base from "./vitest.config"

const { projects: _, ...test } = base.test ?? {}

/** The tests of one room alone; `stryker.config.mjs` mutates the same room. */
export default mergeConfig(
  { resolve: base.resolve, test },
  { test: { include: [`lib/${process.env.MUTATED_ROOM ?? "domain"}/**/*.test.ts`] } },
)

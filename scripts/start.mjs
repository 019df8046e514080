import { build, isBuildFresh } from "./build.mjs"
import { runNext } from "./run-program.mjs"

// `npm start`: builds when the sources changed since the last build, then serves on PORT (3000).
const buildCode = isBuildFresh() ? 0 : await build()
process.exitCode = buildCode === 0 ? await runNext(["start"]) : buildCode

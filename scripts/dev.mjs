import { runNext } from "./run-program.mjs"

process.exitCode = await runNext(["dev"])

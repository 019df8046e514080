import { existsSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { ARTEFACT, build, isBuildFresh } from "./build.mjs"
import { onNpmGone } from "./npm-parent.mjs"
import { ROOT } from "./run-program.mjs"

// `npm start`: builds when the sources changed since the last build, then runs the artefact in this very process.
const buildCode = isBuildFresh() ? 0 : await build()
if (buildCode !== 0) process.exit(buildCode)
const configured = path.join(ROOT, ".env")
if (existsSync(configured)) process.loadEnvFile(configured)
const { stop } = await import(pathToFileURL(path.join(ARTEFACT, "server/main.mjs")).href)
onNpmGone(stop)

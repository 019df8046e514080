import path from "node:path"
import { enterArtefact } from "./artefact.mjs"
import { holdFolder } from "./folder-users.mjs"
import { serve } from "./serve.mjs"

/** The program of the artefact: `node server/main.mjs`, from wherever and as whoever. */

const folder = path.resolve(import.meta.dirname, "..")
enterArtefact(folder)
await holdFolder(folder)

/** Drains and ends, for a script that runs this program inside its own process. */
export const { stop } = await serve({ folder })

import { readFileSync } from "node:fs"
import path from "node:path"

/**
 * Makes this process the site's: the site finds its migrations and messages in the working directory, Next its
 * configuration in the environment, where the server it generates for itself puts it as well.
 *
 * @param {string} folder what `npm run build` made
 */
export function enterArtefact(folder) {
  Object.assign(process.env, { NODE_ENV: "production" })
  // What was said from where the program was started means a folder there, not one inside the artefact.
  process.env.DATA_DIR = path.resolve(process.env.DATA_DIR?.trim() || "data")
  process.chdir(folder)
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"))
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}

import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, rmSync } from "node:fs"
import path from "node:path"
import { ensureBrowser } from "./ensure-browser.mjs"

/**
 * `npm run test:without-proxy`: builds the site once more without proxy.ts, in a folder of its own, and walks everything
 * that must not be shown to everybody. Whoever may see what is decided beside the data, and proxy.ts only adds headers and
 * refuses early. A build takes half a minute, which is why `npm test` leaves it out.
 */
const root = path.resolve(import.meta.dirname, "..")
const copy = path.join(root, ".without-proxy")

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status } = spawnSync(program, args, {
    cwd: copy,
    stdio: "inherit",
    env: { ...process.env, CHROMIUM_PATH: ensureBrowser() },
  })
  return status ?? 1
}

rmSync(copy, { recursive: true, force: true })
mkdirSync(copy)
const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
const files = execFileSync("git", listed, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean)
try {
  for (const file of files) cpSync(path.join(root, file), path.join(copy, file))
  rmSync(path.join(copy, "proxy.ts"))
  // Links instead of copies: a build must find its packages below its own folder, and they are 700 MB.
  execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(copy, "node_modules")])
  const specs = ["e2e/access.spec.ts", "e2e/request-shapes.spec.ts"]
  process.exitCode =
    run(process.execPath, ["scripts/build.mjs"]) ||
    run(path.join("node_modules", ".bin", "playwright"), ["test", "--project=javascript", ...specs])
} finally {
  rmSync(copy, { recursive: true, force: true })
}

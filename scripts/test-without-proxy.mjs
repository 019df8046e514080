import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { ensureBrowser } from "./ensure-browser.mjs"

/**
 * `npm run test:without-proxy`: builds the site once more without proxy.ts, in a folder of its own, and walks everything
 * that must not be shown to everybody. Whoever may see what is decided beside the data, and proxy.ts only adds headers and
 * refuses early. A build takes half a minute, which is why `npm test` leaves it out.
 */
const root = path.resolve(import.meta.dirname, "..")
// Not inside the repository: Next takes the outermost folder with a lockfile for the root of everything.
const copy = mkdtempSync(path.join(tmpdir(), "gatehouse-without-proxy-"))

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

/** Links instead of copies where the disk is the same one: packages are 700 MB, and a build finds them below its own folder. */
function bringPackages() {
  const from = path.join(root, "node_modules")
  const to = path.join(copy, "node_modules")
  if (spawnSync("cp", ["-al", from, to]).status !== 0) cpSync(from, to, { recursive: true })
}

const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
const files = execFileSync("git", listed, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean)
try {
  for (const file of files) cpSync(path.join(root, file), path.join(copy, file))
  rmSync(path.join(copy, "proxy.ts"))
  bringPackages()
  const specs = ["e2e/access.spec.ts", "e2e/request-shapes.spec.ts"]
  process.exitCode =
    run(process.execPath, ["scripts/build.mjs"]) ||
    run(path.join("node_modules", ".bin", "playwright"), ["test", "--project=javascript", ...specs])
} finally {
  rmSync(copy, { recursive: true, force: true })
}

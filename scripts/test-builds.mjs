import { spawnSync } from "node:child_process"
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { build, isBuildFresh } from "./build.mjs"
import { ensureBrowser } from "./ensure-browser.mjs"
import { ROOT } from "./run-program.mjs"

/**
 * `npm run test:builds`: makes a second build in another folder, of sources that differ a little as after a deploy, and
 * posts the forms of each to the other (e2e/builds.spec.ts). Takes a build and a minute, so it is no part of `npm test`.
 */

const scratch = mkdtempSync(path.join(tmpdir(), "gatehouse-second-build-"))
try {
  if (!isBuildFresh() && (await build()) !== 0) throw new Error("The first build failed.")
  copySources(scratch)
  // A page and an action's file that are not what they were.
  for (const file of ["app/help/page.tsx", "app/e/[event]/register/actions.ts"])
    appendFileSync(path.join(scratch, file), "\nexport type Later = never\n")
  run(process.execPath, ["scripts/build.mjs"], scratch)
  run("npx", ["playwright", "test", "e2e/builds.spec.ts"], ROOT, {
    SECOND_ARTEFACT: path.join(scratch, "dist"),
    CHROMIUM_PATH: ensureBrowser(),
  })
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** @param {string} folder */
function copySources(folder) {
  const listed = spawnSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" })
  for (const file of listed.stdout.split("\0").filter(Boolean)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    cpSync(path.join(ROOT, file), path.join(folder, file))
  }
  // Hard links where the disk allows them: Turbopack follows no link out of the folder.
  const packages = [path.join(ROOT, "node_modules"), path.join(folder, "node_modules")]
  const linked = spawnSync("cp", ["-al", ...packages])
  if (linked.status !== 0) run("cp", ["-a", ...packages], ROOT)
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [env]
 */
function run(command, args, cwd, env = {}) {
  const { status } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" })
  if (status !== 0) {
    process.exitCode = 1
    throw new Error(`${command} ${args.join(" ")} failed.`)
  }
}

import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"

let folder = ""

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-npm-parent-"))
  const module = JSON.stringify(path.join(import.meta.dirname, "npm-parent.mjs"))
  writeFileSync(
    path.join(folder, "program.mjs"),
    `import { onNpmGone } from ${module}
     onNpmGone(() => {
       console.log("npm is gone")
       process.exit()
     })
     console.log("pid " + process.pid)
     setInterval(() => {}, 1000)`,
  )
  writeFileSync(path.join(folder, "package.json"), `{ "scripts": { "start": "node program.mjs" } }`)
})

afterEach(() => rmSync(folder, { recursive: true }))

test.skipIf(process.platform !== "linux").each(["SIGTERM", "SIGKILL"] as const)(
  "a program started by npm hears of npm's end by %s",
  async (signal) => {
    const npm = spawn("npm", ["start"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] })
    let output = ""
    npm.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text
      if (/^pid \d+$/m.test(output)) npm.kill(signal)
    })

    // The pipe ends when the last of the processes that hold it has: npm, the shell and the program.
    await once(npm.stdout, "end")

    expect(output).toMatch(/^npm is gone$/m)
  },
)

import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { chromium } from "playwright"
import { installDebianPackages } from "./debian-install.mjs"
import { findProgram, isExecutable } from "./find-program.mjs"

// The shell first: a whole Chromium builds a window nobody sees for each test, which takes five times the work.
const HEADLESS_NAMES = ["chromium-headless-shell"]
const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
// Without fonts Chromium measures and paints every letter as an empty box.
const FONTS = ["fonts-liberation", "fonts-dejavu-core"]
const DOWNLOAD_LIMIT_MS = 5 * 60_000

/**
 * Finds a Chromium, or installs one: Playwright's own download, else Debian's package.
 *
 * @returns {string} the path of its executable
 * @throws {Error} one line that says what to install
 */
export function ensureBrowser() {
  const asked = process.env.CHROMIUM_PATH
  if (asked) {
    if (isExecutable(asked)) return asked
    throw new Error("CHROMIUM_PATH names no executable file.")
  }
  const found = findBrowser() ?? installBrowser()
  if (found) return found
  throw new Error(
    "No Chromium found: run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH.",
  )
}

function findBrowser() {
  const own = chromium.executablePath()
  return findProgram(HEADLESS_NAMES) ?? (existsSync(own) ? own : findProgram(SYSTEM_NAMES))
}

function installBrowser() {
  const options = /** @type {const} */ ({ stdio: "ignore", timeout: DOWNLOAD_LIMIT_MS })
  spawnSync("npx", ["playwright", "install", "chromium"], options)
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  // Older Debians have no shell.
  const isInstalled = ["chromium-headless-shell", "chromium"].some((name) =>
    installDebianPackages([name, ...FONTS]),
  )
  return isInstalled ? findBrowser() : null
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(ensureBrowser())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

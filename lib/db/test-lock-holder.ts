import { holdDirectoryLock } from "./directory-lock.mjs"

// A program for directory-lock.test.ts: holds the folder until it is killed.
const [folder = ""] = process.argv.slice(2)
await holdDirectoryLock(folder).catch(() => process.exit(1))
process.stdout.write("held\n")
setInterval(() => {}, 60_000)

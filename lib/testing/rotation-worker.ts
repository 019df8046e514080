import { openPostgres } from "@/lib/db/open-postgres"
import { rotateKeys } from "@/lib/delivery/rotate-keys"
import { deriveKey } from "@/lib/env"
import { connectWorld } from "./registration-world"

// A program for rotate-keys-killed.test.ts: rotates, and prints how far it is and what came of it.
const [url = "", owner = ""] = process.argv.slice(2)
const { context } = connectWorld(openPostgres(url, () => {}).db)
const fields = [{ id: "n", key: deriveKey("test", "new") }, ...context.keys.fields]
const rotation = await rotateKeys({ ...context, owner, keys: { ...context.keys, fields } }, (done) => {
  process.stdout.write(`${done}\n`)
})
process.stdout.write(`${JSON.stringify(rotation)}\n`)
process.exit()

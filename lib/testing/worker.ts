import { openPostgres } from "@/lib/db/open-postgres"
import { advance } from "@/lib/delivery/advance"
import { interrupted } from "./interruption"
import { connectWorld } from "./registration-world"

// A program for killed-worker.test.ts: works on a registration until GATE has its record, and waits for the answer for ever.
const [url = "", id = ""] = process.argv.slice(2)
const world = connectWorld(openPostgres(url, () => {}).db, { dialect: { duplicateExtra: "allow" } })
const after = () => {
  process.stdout.write("waiting\n")
  return new Promise<void>(() => {})
}
const gate = interrupted(world.context.gate, "createExtra", { after })
await advance({ ...world.context, gate, owner: "killed" }, id)

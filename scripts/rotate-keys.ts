import { randomUUID } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import { migrateDatabase } from "../lib/db/migrate"
import { openDatabase } from "../lib/db/open"
import { withoutValues } from "../lib/db/query-failure"
import { type Rotation, rotateKeys } from "../lib/delivery/rotate-keys"
import { environment, keysOf } from "../lib/env"
import { createLog } from "../lib/log"
import { openGate } from "./open-gate"

const exitLeft = 1

/** Named in the message, which would be unreadable with more. */
const mostNamed = 20

function print({ rotated, waiting, unreadable }: Rotation, current: string): void {
  const list = (ids: string[]) => ids.slice(0, mostNamed).join(", ") + (ids.length > mostNamed ? ", …" : "")
  console.log(`${rotated} registrations were sealed by the key ${current}.`)
  if (waiting.length > 0)
    console.log(`${waiting.length} could not be done now; run this again in a minute: ${list(waiting)}`)
  if (unreadable.length > 0)
    console.log(`${unreadable.length} are sealed by a key that is not listed: ${list(unreadable)}`)
  if (waiting.length + unreadable.length === 0)
    console.log("No other key is needed any more: it can leave FIELD_ENCRYPTION_KEYS.")
}

/**
 * `npm run rotate-keys`: seals every sensitive answer by the first of FIELD_ENCRYPTION_KEYS, here and in GATE. On
 * PostgreSQL the site goes on; the embedded database has one process at a time. Exit code 0: the other keys are needed no
 * more; 1: some answers are left, and what to do is said.
 */
async function main(args: string[]): Promise<void> {
  if (args.length > 0) throw new Error("Usage: npm run rotate-keys")
  const env = environment()
  const [current] = env.fieldKeys
  if (!current) throw new Error("FIELD_ENCRYPTION_KEYS names no key.")
  const open = await openDatabase(env.databaseUrl ? { url: env.databaseUrl } : { dataDir: env.dataDir })
  const { gate, close } = openGate(env, open)
  try {
    await migrateDatabase(open)
    const rotation = await rotateKeys({
      db: open.db,
      gate,
      log: createLog("warn"),
      mail: {
        sender: "",
        send: () => Promise.reject(new Error("A rotation sends no mail")),
        close: async () => {},
      },
      clock: () => new Date(),
      newId: randomUUID,
      random: Math.random,
      sleep: (ms) => setTimeout(ms),
      keys: keysOf(env),
      limits: env.limits,
      owner: `rotation-${randomUUID()}`,
      settleMs: env.settleMs,
      handoverMs: env.handoverMs,
      gateTextLength: env.gateTextLength,
      syncCallsPerMinute: env.syncCallsPerMinute,
      messagesPerMinute: env.messagesPerMinute,
      siteUrl: env.siteUrl,
      wallet: { apple: null, google: null },
      organizers: env.organizers,
    })
    print(rotation, current.id)
    if (rotation.waiting.length + rotation.unreadable.length > 0) process.exitCode = exitLeft
  } finally {
    await close()
    await open.close()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(withoutValues(error).message)
  process.exitCode = exitLeft
})

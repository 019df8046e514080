import { randomBytes } from "node:crypto"
import { migrateDatabase } from "@/lib/db/migrate"
import { type OpenDatabase, openDatabase } from "@/lib/db/open"
import { withoutValues } from "@/lib/db/query-failure"
import { createGateApp, gateBasePath } from "./app"
import { type GateServer, listen } from "./listen"
import { help, OptionError, readOptions, type ServeOptions } from "./options"
import { sample } from "./sample"
import { storeSeed } from "./seed"

const exitFailed = 1
const exitMisused = 2
const tokenBytes = 24

function openState({ memory }: ServeOptions): Promise<OpenDatabase> {
  const { DATABASE_URL, DATA_DIR } = process.env
  if (memory) return openDatabase({ memory })
  return openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { dataDir: DATA_DIR || "./data" })
}

function stopOnSignal(server: GateServer, open: OpenDatabase): void {
  const stop = async () => {
    await server.close()
    await open.close()
    process.exit(0)
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === "help") {
    console.log(help)
    return
  }
  const given = process.env.GATE_API_TOKEN
  const token = given || randomBytes(tokenBytes).toString("base64url")
  const open = await openState(options)
  await migrateDatabase(open)
  const { control, dialect, port, tokens } = options
  if (options.sample) await storeSeed(open.db, sample, { at: new Date(), dialect })
  const onError = (error: Error) => console.error(error)
  const server = await listen(createGateApp({ db: open.db, token, tokens, dialect, control, onError }), port)
  stopOnSignal(server, open)
  if (!given) console.log(`Token: ${token}`)
  console.log(
    `GATE answers at ${server.origin}${gateBasePath}/, its documentation is at ${gateBasePath}/docs`,
  )
}

main().catch((error: unknown) => {
  console.error(withoutValues(error).message)
  process.exit(error instanceof OptionError ? exitMisused : exitFailed)
})

import { createHash } from "node:crypto"
import { solveChallenge } from "altcha-lib"
import { deriveKey } from "altcha-lib/algorithms/pbkdf2"
import type { AppContext } from "@/lib/context"
import { offerWork, readWork } from "@/lib/registration/proof-of-work"
import { type Part, spread } from "./report"

const times = 20
const client = "198.51.100.7"

/** How long the work takes that a client is asked for, on one core of this machine, and what it costs to look at it. */
export async function work(part: Part): Promise<void> {
  const limits = createHash("sha256").update("bench").digest()
  const context = {
    clock: () => new Date(),
    keys: { limits },
    limits: { waitMs: 10_000 },
  } as AppContext
  const solving: number[] = []
  const looking: number[] = []
  const refusing: number[] = []
  let accepted = 0
  let forged = 0
  const timed = async <T>(list: number[], run: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await run()
    list.push(performance.now() - start)
    return result
  }
  for (let count = 0; count < times; count++) {
    const { challenge } = await offerWork(context, client)
    const solution = await timed(solving, () => solveChallenge({ challenge, deriveKey }))
    const sent = { challenge, solution }
    if (await timed(looking, () => readWork(context, client, JSON.stringify(sent)))) accepted += 1
    const other = (await offerWork(context, client)).challenge
    const spliced = JSON.stringify({ challenge: other, solution })
    if (await timed(refusing, () => readWork(context, client, spliced))) forged += 1
    const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } }
    if (await readWork(context, client, JSON.stringify({ challenge: easier, solution }))) forged += 1
    if (await readWork(context, "203.0.113.9", JSON.stringify(sent))) forged += 1
  }
  part.add(
    "solving on one core, ms p50 / p95 / p99 / most",
    spread(solving),
    "p95 1,500 at a quarter of the speed",
  )
  part.add("looking at a solution, ms", spread(looking), "5")
  part.add("refusing one of another challenge, ms", spread(refusing))
  part.add("spliced, made easier or stolen: accepted", forged, "0")
  part.promise(accepted === times, `${times - accepted} right solutions were refused`)
  part.promise(forged === 0, `${forged} solutions were accepted that are worth nothing`)
}

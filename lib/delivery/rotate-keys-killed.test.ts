import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { startTestProcess } from "@/lib/db/test-process"
import { countKeys, insertSealed, listSealedIds } from "@/lib/db/test-sealed"
import { deriveKey } from "@/lib/env"
import { saveAnswers } from "@/lib/profile/save-answers"
import { readProfile } from "@/lib/profile/view"
import { longSeal } from "@/lib/testing/long-seal"
import { questions } from "@/lib/testing/profile"
import { createWorld, getRegistration, type World } from "@/lib/testing/registration-world"
import { seal } from "./sensitive"
import { loadSubject } from "./subject"

const database = testDatabase({ isEmptied: false })

/** For a longer run: `ROTATION_FIELDS=100000 ROTATION_KILLS=20`. */
const fieldCount = Number(process.env.ROTATION_FIELDS ?? 400)
const kills = Number(process.env.ROTATION_KILLS ?? 3)
const limitMs = 120_000 + fieldCount * 100
const firstGateId = 1_000_000
const chunk = 2_000

const passportOf = (gateId: string) => `P${gateId}`

async function fill(world: World): Promise<Map<string, string>> {
  const ids = Array.from({ length: fieldCount }, (_, n) => String(firstGateId + n))
  for (let at = 0; at < ids.length; at += chunk) {
    const rows = ids.slice(at, at + chunk).map((gateId, index) => {
      const target = { parent: gateId, field: "passport_number" } as const
      // Half of them as they were sealed before decision 0045.
      const sealText = index % 2 === 0 ? seal : longSeal
      return { gate_id: gateId, sealed: sealText(world.context.keys.fields, passportOf(gateId), target) }
    })
    await insertSealed(database.db, world.event, rows)
  }
  return listSealedIds(database.db)
}

/** Rotates in a process of its own until it ends, or kills it after some progress; returns its last line. */
async function rotate(name: string, killAfter: number | null): Promise<string> {
  const worker = startTestProcess("lib/testing/rotation-worker.ts", database.url ?? "", name)
  let last = ""
  for (let lines = 0; ; lines++) {
    const line = await worker.nextLine()
    if (line === undefined) return last
    last = line
    if (killAfter !== null && lines === killAfter) {
      await worker.killHard()
      return ""
    }
  }
}

test(
  "people read and change their answers while a rotation is killed and begun again, and the old key can go afterwards",
  async () => {
    const world = await createWorld(database.db, { event: { questions } })
    const ids = await fill(world)
    const all = [...ids]
    const old = world.context.keys.fields
    const fields = [{ id: "n", key: deriveKey("test", "new") }, ...old]
    const context = { ...world.context, keys: { ...world.context.keys, fields } }
    const expected = new Map(all.map(([gateId, id]) => [id, passportOf(gateId)]))
    const read = async (id: string, keys = fields) => {
      const subject = await loadSubject(context, await getRegistration(world, id))
      const profile = await readProfile({ ...context, keys: { ...context.keys, fields: keys } }, subject)
      return profile
    }
    const failed: string[] = []
    let reads = 0
    let writes = 0
    let isOver = false
    const reader = async (from: number) => {
      for (let at = from; !isOver; at = (at + 7) % all.length) {
        const [, id = ""] = all[at] ?? []
        const mask = `•••• ${expected.get(id)?.slice(-3)}`
        const view = await read(id)
        reads += 1
        if (view.answers.passport !== mask) failed.push(id)
        if (reads % 20 !== 0) continue
        const passport = `W${String(reads).padStart(6, "0")}`
        const result = await saveAnswers(context, id, {
          passport: { answer: passport, seen: view.seen.passport ?? null },
        })
        // Somebody else's write in between, the rotation's, is a conflict the person is told of.
        if ("saved" in result && result.saved.includes("passport")) {
          expected.set(id, passport)
          writes += 1
        }
      }
    }
    const load = Promise.all([reader(0)])

    for (let killed = 0; killed < kills; killed++)
      expect(await rotate(`killed-${killed}`, Math.floor(fieldCount / (kills + 2)))).toBe("")
    let rotation = { waiting: ["everybody"], unreadable: [] as string[] }
    for (let run = 0; run < 10 && rotation.waiting.length > 0; run++) {
      // What a killed process held is free fifteen seconds later.
      await world.pass(20_000)
      rotation = JSON.parse(await rotate(`run-${run}`, null))
    }
    isOver = true
    await load

    // What a longer run is started for.
    process.stdout.write(`${fieldCount} fields, ${kills} kills, ${reads} reads, ${writes} writes\n`)
    expect(rotation).toMatchObject({ waiting: [], unreadable: [] })
    expect({ failed, isRead: reads > 0 }).toEqual({ failed: [], isRead: true })
    expect(await countKeys(database.db)).toEqual({ journal: { n: fieldCount }, gate: { n: fieldCount } })
    for (const [, id] of all.slice(0, 50)) {
      const { answers } = await read(id, fields.slice(0, 1))
      expect(answers.passport).toBe(`•••• ${expected.get(id)?.slice(-3)}`)
    }
  },
  limitMs,
)

import { expect, test } from "vitest"
import { roundsOf } from "./due"

/** Work that ends when the test says so. */
class Desk {
  readonly begun: string[] = []
  private readonly ends = new Map<string, () => void>()

  constructor(private due: string[]) {}

  readonly list = async () => this.due.filter((id) => !this.begun.includes(id))
  readonly work = (id: string) => {
    this.begun.push(id)
    return new Promise<void>((resolve) => this.ends.set(id, resolve))
  }

  add(...ids: string[]): void {
    this.due.push(...ids)
  }

  end(id: string): void {
    this.ends.get(id)?.()
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test("one that waits for a slow answer does not keep the next round from beginning", async () => {
  const desk = new Desk(["slow"])
  const round = roundsOf({ list: desk.list, work: desk.work, atOnce: 2 })
  const first = round()
  await settled()
  desk.add("quick")

  const second = round()
  await settled()
  expect(desk.begun).toEqual(["slow", "quick"])
  desk.end("quick")
  await second
  desk.end("slow")
  await first
})

test("rounds that overlap share one limit", async () => {
  const desk = new Desk(["a", "b", "c", "d", "e"])
  const round = roundsOf({ list: desk.list, work: desk.work, atOnce: 3 })
  const rounds = [round(), round(), round()]
  await settled()
  await settled()
  expect(desk.begun).toEqual(["a", "b", "c"])

  desk.end("b")
  await settled()
  expect(desk.begun).toEqual(["a", "b", "c", "d"])
  for (const id of ["a", "c", "d"]) desk.end(id)
  await settled()
  desk.end("e")
  await Promise.all(rounds)
  expect(desk.begun).toHaveLength(5)
})

test("work that fails frees its place", async () => {
  let fails = true
  const done: string[] = []
  const work = async (id: string) => {
    if (fails) throw new Error("no database")
    done.push(id)
  }
  const round = roundsOf({ list: async () => ["a"], work, atOnce: 1 })
  await expect(round()).rejects.toThrow("no database")

  fails = false
  await round()
  expect(done).toEqual(["a"])
})

test("while every place is taken nobody asks what is due", async () => {
  let lists = 0
  const desk = new Desk(["slow"])
  const list = () => {
    lists += 1
    return desk.list()
  }
  const round = roundsOf({ list, work: desk.work, atOnce: 1 })
  const first = round()
  await settled()

  await round()

  expect(lists).toBe(1)
  desk.end("slow")
  await first
})

test("what a round that failed left over is begun by the next one, and once", async () => {
  let lists = 0
  const done: string[] = []
  const list = async () => {
    lists += 1
    return ["bad", "good"]
  }
  const work = async (id: string) => {
    if (id === "bad") throw new Error("no database")
    done.push(id)
  }
  const round = roundsOf({ list, work, atOnce: 1 })
  await expect(round()).rejects.toThrow("no database")

  await round()

  expect([lists, done]).toEqual([1, ["good"]])
})

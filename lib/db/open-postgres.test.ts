import { sql } from "drizzle-orm"
import { beforeAll, expect, onTestFinished, test } from "vitest"
import { errorCode } from "./error-code"
import { migrateDatabase } from "./migrate"
import { openPostgres } from "./open-postgres"
import { type TestDatabase, testDatabase } from "./test-database"
import { startTestProxy } from "./test-proxy"

const database = testDatabase({ isEmptied: false })
let url = ""

beforeAll(async () => {
  url = database.url ?? ""
  await database.db.execute(sql`create table note (n int)`)
})

function open(at = url, queryTimeoutMs?: number) {
  const reasons: string[] = []
  const opened = openPostgres(at, (reason) => reasons.push(reason), queryTimeoutMs)
  onTestFinished(opened.close)
  return { ...opened, reasons }
}

async function select<T>(db: TestDatabase["db"], value: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  const [row] = await db.select({ value }).from(sql`(values (1)) as one(n)`)
  return row?.value
}

test("a connection that the server ends inside a transaction fails the transaction and not the process", async () => {
  const ended = database.db.transaction((tx) =>
    tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
  )

  await expect(ended).rejects.toThrow("pg_terminate_backend")
  expect(await select(database.db, sql`1`)).toBe(1)
})

test("an idle connection that is lost is reported by its code alone", async () => {
  const { db, reasons } = open()
  const pid = await select<number>(db, sql`pg_backend_pid()`)

  await database.db.execute(sql`select pg_terminate_backend(${pid})`)

  await expect.poll(() => reasons).toEqual(["57P01"])
})

test.each([
  { asks: undefined, gets: ["read committed", "off"] },
  { asks: { accessMode: "read only" } as const, gets: ["read committed", "on"] },
  { asks: { isolationLevel: "repeatable read" } as const, gets: ["repeatable read", "off"] },
  {
    asks: { isolationLevel: "repeatable read", accessMode: "read only" } as const,
    gets: ["repeatable read", "on"],
  },
])(
  "a transaction that asks for $asks gets it, and waits for nobody's lock for long",
  async ({ asks, gets }) => {
    const names = ["transaction_isolation", "transaction_read_only", "lock_timeout"]

    const got = await database.db.transaction(async (tx) => {
      const values: (string | undefined)[] = []
      for (const name of names) values.push(await select(tx, sql<string>`current_setting(${name})`))
      return values
    }, asks)

    expect(got).toEqual([...gets, "8s"])
  },
)

test("a query that hangs is cut off, and nothing of its transaction stays open or is kept", async () => {
  const { db } = open(url, 500)
  const hanging = db.transaction(async (tx) => {
    await tx.execute(sql`insert into note values (1)`)
    await tx.execute(sql`select pg_sleep(20)`)
  })

  const failure = await hanging.catch((error: unknown) => error)
  expect(errorCode(failure)).toBe("ETIMEDOUT")
  await db.transaction((tx) => tx.execute(sql`insert into note values (2)`))

  expect(await select<number>(database.db, sql`(select sum(n) from note)`)).toBe(2)
})

test("after the server behind an address was replaced without a word, the next queries reach the new one", async () => {
  const proxy = await startTestProxy(url)
  onTestFinished(proxy.close)
  const { db } = open(proxy.url, 500)
  await Promise.all([1, 2, 3].map(() => select(db, sql`1`)))

  proxy.freeze()
  const during = await Promise.allSettled([1, 2, 3].map(() => select(db, sql`1`)))
  const after = await Promise.all([1, 2, 3].map(() => select(db, sql`1`)))

  expect(during.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"])
  expect(after).toEqual([1, 1, 1])
})

test("a transaction that others made impossible is done again", async () => {
  const { db } = open()
  let tries = 0
  await db.transaction(async (tx) => {
    tries += 1
    if (tries === 1) await tx.execute(sql`do $$ begin raise exception using errcode = '40001'; end $$`)
    await tx.execute(sql`insert into note values (10)`)
  })

  expect(tries).toBe(2)
  expect(await select<number>(database.db, sql`(select count(*) from note where n = 10)`)).toBe(1)
})

test("who waits for the lock of a process that stands still gets it after some seconds", async () => {
  const { db } = open()
  await db.execute(sql`insert into note values (20)`)
  let goOn = () => {}
  const paused = db.transaction(async (tx) => {
    await tx.execute(sql`update note set n = 21 where n = 20`)
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
    await tx.execute(sql`select 1`)
  })
  const failed = expect(paused).rejects.toThrow()
  await expect
    .poll(() => select<number>(db, sql`(select count(*) from pg_locks where relation = 'note'::regclass)`))
    .toBeGreaterThan(0)

  await db.transaction((tx) => tx.execute(sql`update note set n = 22 where n = 20`))

  goOn()
  await failed
  expect(await select<number>(db, sql`(select count(*) from note where n = 22)`)).toBe(1)
})

test("a database user with the name of one of our schemas can make the first start", async () => {
  const { pathname } = new URL(url)
  await database.db.execute(sql.raw(`create role gate login superuser password 'gate'`))
  const own = new URL(url)
  own.username = "gate"
  own.password = "gate"
  own.pathname = `${pathname}_of_gate`
  const name = own.pathname.slice(1)
  await database.db.execute(sql.raw(`create database ${name}`))
  const opened = openPostgres(own.href, () => {})
  try {
    await migrateDatabase(opened)
    await migrateDatabase(opened)
    expect(await select<string>(opened.db, sql`'registration'::regclass::text`)).toBe("registration")
    const places = await opened.db
      .select({ schema: sql<string>`table_schema`, count: sql<number>`count(*)` })
      .from(sql`information_schema.tables`)
      .where(sql`table_schema in ('public', 'gate')`)
      .groupBy(sql`table_schema`)
      .orderBy(sql`table_schema`)
    expect(places).toEqual([
      { schema: "gate", count: 4 },
      { schema: "public", count: expect.any(Number) },
    ])
  } finally {
    await opened.close()
    await database.db.execute(sql.raw(`drop database ${name} with (force)`))
    await database.db.execute(sql.raw("drop role gate"))
  }
}, 60_000)

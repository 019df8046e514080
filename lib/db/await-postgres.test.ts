import { expect, onTestFinished, test } from "vitest"
import { awaitPostgres } from "./await-postgres"
import { openDatabase } from "./open"
import { openPostgres } from "./open-postgres"
import { testDatabase } from "./test-database"
import { freePort, startTestProxy } from "./test-proxy"

const database = testDatabase({ isEmptied: false })

function urlWith(change: Partial<Pick<URL, "password" | "pathname" | "port">>): string {
  return Object.assign(new URL(database.url ?? ""), change).href
}

const never = () => {
  throw new Error("it waited")
}

test("a wrong password is said at once, by the variable's name and without the password", async () => {
  const opening = openDatabase({ url: urlWith({ password: "wr0ng" }), onWaiting: never })

  await expect(opening).rejects.toThrow(
    /^DATABASE_URL: the password was refused at 127\.0\.0\.1:\d+ \(28P01\)\.$/,
  )
})

test("a database that is not there is said at once", async () => {
  const opening = openDatabase({ url: urlWith({ pathname: "/nowhere" }), onWaiting: never })

  await expect(opening).rejects.toThrow(/^DATABASE_URL: there is no such database at .* \(3D000\)\.$/)
})

test("a server that comes later is waited for, and that is said once", async () => {
  const port = await freePort()
  const addresses: string[] = []
  const open = await openDatabase({
    url: urlWith({ port: String(port) }),
    async onWaiting(address) {
      addresses.push(address)
      const proxy = await startTestProxy(database.url ?? "", port)
      onTestFinished(proxy.close)
    },
  })
  onTestFinished(open.close)

  expect(addresses).toEqual([`127.0.0.1:${port}`])
})

test("a server that does not come is given up, by the variable's name", async () => {
  const open = openPostgres(urlWith({ port: String(await freePort()) }), () => {})

  const waiting = awaitPostgres(open, { limitMs: 1_000, onWaiting: () => {} })

  await expect(waiting).rejects.toThrow(
    /^DATABASE_URL: the database at 127\.0\.0\.1:\d+ did not answer for 1 seconds \(ECONNREFUSED\)\.$/,
  )
})

import { type GateAccountFilter, listGateAccounts } from "@/lib/db/queries/gate-local-accounts"
import { readAccountBody } from "../account-body"
import { changeAccount, createAccount, removeAccount, replaceAccount } from "../account-store"
import type { Call, Handler, Mount } from "../endpoint"
import { storable } from "../fields"
import { envelope, queryValue, readWindow } from "../query"
import { accountKey } from "../reference"
import { type FieldErrors, refuseIfInvalid } from "../refusal"
import { requireAccount, usernameScope } from "../store"
import { userView } from "../views"

type Target = (call: Call) => ReturnType<typeof requireAccount>

const byId: Target = ({ param, store }) => requireAccount(store, accountKey(param("id")))
const byUsername: Target = ({ dialect, param, store }) => {
  const username = param("username")
  // Where another organization may have the same name, a confined token means its own.
  const isOwn = dialect.usernames === "organization" && store.scope !== undefined
  const own = isOwn ? { scope: usernameScope(dialect, store.scope) } : {}
  return requireAccount(store, storable(username) ? { username, ...own } : undefined)
}

async function list(call: Call): Promise<Response> {
  const { dialect, query, store } = call
  const errors: FieldErrors = {}
  const window = readWindow(query, dialect, errors)
  refuseIfInvalid(errors)
  const id = queryValue(query, "id")
  const role = queryValue(query, "role")
  const key = id === undefined ? undefined : accountKey(id)
  const filter: GateAccountFilter = {
    ...(key ? { key } : {}),
    ...accountFilter(call),
    ...(role === undefined ? {} : { role }),
  }
  const impossible = id !== undefined && !key
  const { count, rows } = impossible
    ? { count: 0, rows: [] }
    : await listGateAccounts(store.db, filter, window)
  const results = rows.map((row) => userView(row, dialect))
  return Response.json(envelope(call.url, { window, count, results }, dialect))
}

/** The filters both account lists have; usernames match exactly (contract §11 D34). */
export function accountFilter({ query, store }: Call): GateAccountFilter {
  const username = queryValue(query, "username")
  const organization = queryValue(query, "organization")
  return {
    ...(username === undefined ? {} : { username }),
    ...(organization === undefined ? {} : { organization }),
    ...(store.scope === undefined ? {} : { scope: store.scope }),
  }
}

async function create({ body, dialect, store }: Call): Promise<Response> {
  const read = readAccountBody(await body(), { usernameRequired: true, shape: "user" })
  const account = await createAccount(store, read)
  return Response.json(userView(account, dialect, { balance: "userTime" in read.set }), { status: 201 })
}

const retrieve =
  (target: Target): Handler =>
  async (call) =>
    Response.json(userView(await target(call), call.dialect))

const replace =
  (target: Target): Handler =>
  async (call) => {
    const account = await target(call)
    const body = readAccountBody(await call.body(), { usernameRequired: true, shape: "user" })
    const shape = call.dialect.userShape === "flat" ? "token" : "user"
    const updated = await replaceAccount(call.store, account, body, shape)
    return Response.json(userView(updated, call.dialect, { balance: "userTime" in body.set }))
  }

const patch =
  (target: Target): Handler =>
  async (call) => {
    const account = await target(call)
    const body = readAccountBody(await call.body(), { usernameRequired: false, shape: "user" })
    const updated = await changeAccount(call.store, account, body)
    return Response.json(userView(updated, call.dialect, { balance: "userTime" in body.set }))
  }

const remove =
  (target: Target): Handler =>
  async (call) => {
    await removeAccount(call.store, await target(call))
    return new Response(null, { status: 204 })
  }

const single = (target: Target) => ({
  GET: retrieve(target),
  PUT: replace(target),
  PATCH: patch(target),
  DELETE: remove(target),
})

/** The ten endpoints of `/user/` (contract §5). */
export function mountUsers(mount: Mount): void {
  mount("/user/", { GET: list, POST: create })
  mount("/user/username/:username/", single(byUsername))
  mount("/user/:id/", single(byId))
}

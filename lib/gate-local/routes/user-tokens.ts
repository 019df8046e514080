import { listGateAccounts } from "@/lib/db/queries/gate-local-accounts"
import { readAccountBody } from "../account-body"
import { changeAccount, createAccount, removeAccount, replaceAccount } from "../account-store"
import type { Call, Mount } from "../endpoint"
import { envelope, readFlag, readOnlyFlag, readWindow } from "../query"
import { accountKey } from "../reference"
import { type FieldErrors, refuseIfInvalid } from "../refusal"
import { requireAccount } from "../store"
import { tokenView } from "../views"
import { accountFilter } from "./users"

const target = ({ param, store }: Call) => requireAccount(store, accountKey(param("id")))

async function list(call: Call): Promise<Response> {
  const { dialect, query, store } = call
  const errors: FieldErrors = {}
  const window = readWindow(query, dialect, errors)
  const balance = readFlag(query, "balance", dialect, errors)
  refuseIfInvalid(errors)
  const { count, rows } = await listGateAccounts(store.db, accountFilter(call), window)
  const results = rows.map((row) => tokenView(row, { balance }))
  return Response.json(envelope(call.url, { window, count, results }, dialect))
}

async function create({ body, store }: Call): Promise<Response> {
  const read = readAccountBody(await body(), { usernameRequired: true, shape: "token" })
  const account = await createAccount(store, read)
  return Response.json(tokenView(account, { balance: "userTime" in read.set }), { status: 201 })
}

async function retrieve(call: Call): Promise<Response> {
  const account = await target(call)
  return Response.json(tokenView(account, { balance: readOnlyFlag(call.query, "balance", call.dialect) }))
}

async function replace(call: Call): Promise<Response> {
  const account = await target(call)
  const body = readAccountBody(await call.body(), { usernameRequired: true, shape: "token" })
  const updated = await replaceAccount(call.store, account, body, "token")
  return Response.json(tokenView(updated, { balance: "userTime" in body.set }))
}

async function patch(call: Call): Promise<Response> {
  const account = await target(call)
  const body = readAccountBody(await call.body(), { usernameRequired: false, shape: "token" })
  const updated = await changeAccount(call.store, account, body)
  return Response.json(tokenView(updated, { balance: "userTime" in body.set }))
}

async function remove(call: Call): Promise<Response> {
  await removeAccount(call.store, await target(call))
  return new Response(null, { status: 204 })
}

/** The six endpoints of `/user_token/` (contract §6). */
export function mountUserTokens(mount: Mount): void {
  mount("/user_token/", { GET: list, POST: create })
  mount("/user_token/:id/", { GET: retrieve, PUT: replace, PATCH: patch, DELETE: remove })
}

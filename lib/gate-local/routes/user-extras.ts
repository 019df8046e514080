import { findGateAccount } from "@/lib/db/queries/gate-local-accounts"
import { listGateUserExtras } from "@/lib/db/queries/gate-local-user-extras"
import type { Call, Mount } from "../endpoint"
import { readExtraBody } from "../extra-body"
import { createExtra, removeExtra, requireExtra, updateExtra } from "../extra-store"
import { envelope, queryValue, readFlag, readOnlyFlag, readWindow } from "../query"
import { accountKey, recordId } from "../reference"
import { type FieldErrors, refuseIfInvalid } from "../refusal"
import { extraView } from "../views"

const target = (call: Call) => requireExtra(call.store, recordId(call.param("id")))

async function list(call: Call): Promise<Response> {
  const { dialect, query, store, today } = call
  const errors: FieldErrors = {}
  const window = readWindow(query, dialect, errors)
  const deviceInfo = readFlag(query, "device_info", dialect, errors)
  refuseIfInvalid(errors)
  const filter = await readFilter(call)
  const { count, rows } = filter ? await listGateUserExtras(store.db, filter, window) : { count: 0, rows: [] }
  const results = rows.map((row) => extraView(row, dialect, { deviceInfo, today }))
  return Response.json(envelope(call.url, { window, count, results }, dialect))
}

/** Undefined when the parent asked for does not exist: an empty list (contract §2.5). */
async function readFilter({ query, store }: Call) {
  const { scope } = store
  const organization = queryValue(query, "parent__organization_id")
  const filter = {
    ...(organization === undefined ? {} : { organization }),
    ...(scope === undefined ? {} : { scope }),
  }
  const parent = queryValue(query, "parent")
  if (parent === undefined) return filter
  const key = accountKey(parent)
  const account = key && (await findGateAccount(store.db, key))
  return account && { ...filter, accountId: account.id }
}

async function create({ body, dialect, store, today }: Call): Promise<Response> {
  const read = readExtraBody(await body(), { parentRequired: true, dialect })
  const extra = await createExtra(store, read)
  return Response.json(extraView(extra, dialect, { write: true, today }), { status: 201 })
}

async function retrieve(call: Call): Promise<Response> {
  const extra = await target(call)
  const deviceInfo = readOnlyFlag(call.query, "device_info", call.dialect)
  return Response.json(extraView(extra, call.dialect, { deviceInfo, today: call.today }))
}

async function replace(call: Call): Promise<Response> {
  const { dialect, store, today } = call
  const extra = await target(call)
  const body = readExtraBody(await call.body(), { parentRequired: dialect.putRequiresParent, dialect })
  const updated = await updateExtra(store, extra, body, dialect.putClears ? "replace" : "merge")
  return Response.json(extraView(updated, dialect, { write: true, today }))
}

async function patch(call: Call): Promise<Response> {
  const { dialect, store, today } = call
  const extra = await target(call)
  const body = readExtraBody(await call.body(), { parentRequired: false, dialect })
  const updated = await updateExtra(store, extra, body, "merge")
  return Response.json(extraView(updated, dialect, { write: true, today }))
}

async function remove(call: Call): Promise<Response> {
  await removeExtra(call.store, await target(call))
  return new Response(null, { status: 204 })
}

/** The six endpoints of `/user_extra/` (contract §4). */
export function mountUserExtras(mount: Mount): void {
  mount("/user_extra/", { GET: list, POST: create })
  mount("/user_extra/:id/", { GET: retrieve, PUT: replace, PATCH: patch, DELETE: remove })
}

import type { GateId } from "../contract/page"
import {
  type NewUserExtra,
  type UserExtra,
  type UserExtraPatch,
  type UserExtraReplacement,
  userExtraSchema,
} from "../contract/user-extra"
import type { CallOptions } from "../exchange"
import type { Transport } from "../transport"
import { listMethods } from "./list"

/** Filters of the list; there is none for the event (contract §4, §11 D19). */
export type UserExtraQuery = {
  parent?: GateId
  parent__organization_id?: string | number
  device_info?: boolean
  limit?: number
  offset?: number
}

/** `/user/` shows ids as digits in a string, `parent` is a number: digits become one, the rest stays (contract §8). */
export function wireParent(parent: GateId): GateId {
  const number = Number(parent)
  return Number.isSafeInteger(number) && String(number) === parent ? number : parent
}

function withParent<T extends { parent: GateId }>(record: T): T {
  return { ...record, parent: wireParent(record.parent) }
}

/** `/user_extra/`: profile records (contract §4). */
export function userExtras(transport: Transport) {
  return {
    ...listMethods<UserExtra, UserExtraQuery>(transport, "user_extra", userExtraSchema),
    create: (record: NewUserExtra, options?: CallOptions) =>
      transport.write("POST", ["user_extra"], withParent(record), userExtraSchema, options),
    get: (id: GateId, query: { device_info?: boolean } = {}, options?: CallOptions) =>
      transport.read(["user_extra", id], query, userExtraSchema, options),
    /** Takes every writable field and the parent, because services differ about omitted ones (contract §7). */
    replace: (id: GateId, record: UserExtraReplacement, options?: CallOptions) =>
      transport.write("PUT", ["user_extra", id], withParent(record), userExtraSchema, options),
    patch: (id: GateId, changes: UserExtraPatch, options?: CallOptions) =>
      transport.write("PATCH", ["user_extra", id], changes, userExtraSchema, options),
    delete: (id: GateId, options?: CallOptions) => transport.remove(["user_extra", id], options),
  }
}

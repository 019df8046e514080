import type { GateId } from "../contract/page"
import {
  type NewUserToken,
  type UserToken,
  type UserTokenPatch,
  type UserTokenReplacement,
  userTokenSchema,
} from "../contract/user-token"
import type { CallOptions } from "../exchange"
import type { Transport } from "../transport"
import { listMethods } from "./list"

/** Filters of the list (contract §6); `balance` adds `user_time`. */
export type UserTokenQuery = {
  username?: string
  organization?: string | number
  balance?: boolean
  limit?: number
  offset?: number
}

/** `/user_token/`: the same accounts with their service data (contract §6). */
export function userTokens(transport: Transport) {
  return {
    ...listMethods<UserToken, UserTokenQuery>(transport, "user_token", userTokenSchema),
    create: (account: NewUserToken, options?: CallOptions) =>
      transport.write("POST", ["user_token"], account, userTokenSchema, options),
    get: (id: GateId, query: { balance?: boolean } = {}, options?: CallOptions) =>
      transport.read(["user_token", id], query, userTokenSchema, options),
    replace: (id: GateId, account: UserTokenReplacement, options?: CallOptions) =>
      transport.write("PUT", ["user_token", id], account, userTokenSchema, options),
    patch: (id: GateId, changes: UserTokenPatch, options?: CallOptions) =>
      transport.write("PATCH", ["user_token", id], changes, userTokenSchema, options),
    delete: (id: GateId, options?: CallOptions) => transport.remove(["user_token", id], options),
  }
}

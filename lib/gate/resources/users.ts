import type { GateId } from "../contract/page"
import { type NewUser, type User, type UserPatch, type UserReplacement, userSchema } from "../contract/user"
import type { CallOptions } from "../exchange"
import type { Transport } from "../transport"
import { listMethods } from "./list"

/** Filters of the list; `role` is only in a best practice, so check the answers (contract §5, §11 D35). */
export type UserQuery = {
  id?: GateId
  username?: string
  organization?: string | number
  role?: string
  limit?: number
  offset?: number
}

/** `/user/`: accounts by id and by username (contract §5). */
export function users(transport: Transport) {
  const named = (username: string) => ["user", "username", username] as const
  return {
    ...listMethods<User, UserQuery>(transport, "user", userSchema),
    create: (user: NewUser, options?: CallOptions) =>
      transport.write("POST", ["user"], user, userSchema, options),
    get: (id: GateId, options?: CallOptions) => transport.read(["user", id], {}, userSchema, options),
    replace: (id: GateId, user: UserReplacement, options?: CallOptions) =>
      transport.write("PUT", ["user", id], user, userSchema, options),
    patch: (id: GateId, changes: UserPatch, options?: CallOptions) =>
      transport.write("PATCH", ["user", id], changes, userSchema, options),
    delete: (id: GateId, options?: CallOptions) => transport.remove(["user", id], options),
    getByUsername: (username: string, options?: CallOptions) =>
      transport.read(named(username), {}, userSchema, options),
    replaceByUsername: (username: string, user: UserReplacement, options?: CallOptions) =>
      transport.write("PUT", named(username), user, userSchema, options),
    patchByUsername: (username: string, changes: UserPatch, options?: CallOptions) =>
      transport.write("PATCH", named(username), changes, userSchema, options),
    deleteByUsername: (username: string, options?: CallOptions) => transport.remove(named(username), options),
  }
}

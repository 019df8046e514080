import { type AccountAccess, isSameTime, type ShownAccount } from "@/lib/domain/network-pass"
import type { UserToken, UserTokenPatch } from "@/lib/gate/contract/user-token"

/** As it is shown: what is put back later must be what this GATE itself says, null or an empty text. */
export function shownAccount(token: UserToken): ShownAccount {
  return {
    profile: (token.profile ?? []).map(String),
    klass: token.klass ?? null,
    expiration: token.expiration ?? null,
    externalId: token.external_id ?? null,
    userTime: token.user_time ?? null,
  }
}

function isSameSet(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name))
}

/** What of an account differs from what is wanted, and nothing else (contract §6). */
export function accountPatch(
  shown: ShownAccount,
  wanted: AccountAccess & { userTime: number | null },
): UserTokenPatch {
  const { profile, klass, expiration, externalId, userTime } = wanted
  return {
    ...(isSameSet(shown.profile, profile) ? {} : { profile }),
    ...(shown.klass === klass ? {} : { klass }),
    ...(isSameTime(shown.expiration, expiration) ? {} : { expiration }),
    ...(shown.externalId === externalId ? {} : { external_id: externalId }),
    ...(shown.userTime === userTime ? {} : { user_time: userTime }),
  }
}

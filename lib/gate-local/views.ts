import type { GateAccount } from "@/lib/db/queries/gate-local-accounts"
import type { GateUserExtra } from "@/lib/db/queries/gate-local-user-extras"
import { oldestExtraFields } from "@/lib/gate/contract/user-extra"
import { withDerivedFields } from "./derived"
import type { Dialect } from "./dialect"
import { knownFields } from "./extra-body"

/** ISO 8601 in UTC, without a fraction when it is zero, as in every example. */
const iso = (at: Date) => at.toISOString().replace(".000Z", "Z")
const isoOrNull = (at: Date | null) => at && iso(at)

/** One extra as answered; `write` marks the answer to a POST, PUT or PATCH (contract §4.1, §11 D10). */
export function extraView(
  extra: GateUserExtra,
  dialect: Dialect,
  view: { deviceInfo?: boolean; write?: boolean; today: string },
) {
  const fields = dialect.derive ? withDerivedFields(extra.fields, view.today) : extra.fields
  // Those of the oldest page are shown when set, so that the others' examples stay exact (contract §11 D7).
  const shown = knownFields(dialect).filter(
    (name) => !oldestExtraFields.includes(name) || (fields[name] ?? null) !== null,
  )
  return {
    id: extra.id,
    ...(view.write && !dialect.echoParent ? {} : { parent: extra.parentAlias ?? extra.accountId }),
    ...Object.fromEntries(shown.map((name) => [name, fields[name] ?? null])),
    ...(dialect.timestamps ? { created_at: iso(extra.createdAt), updated_at: iso(extra.updatedAt) } : {}),
    // No document shows what a device looks like (contract §11 D46).
    ...(view.deviceInfo ? { device_info: [] } : {}),
  }
}

/** One account as `/user_token/` answers it; the balance only when asked for or sent (contract §6). */
export function tokenView(account: GateAccount, view: { balance?: boolean } = {}) {
  const { first_name = null, last_name = null } = account.attributes
  return {
    id: account.alias ?? account.id,
    username: account.username,
    external_id: account.externalId,
    klass: account.klass,
    email: account.email,
    first_name,
    last_name,
    is_active: account.isActive,
    organization: account.organizationId,
    description: account.description,
    date_joined: iso(account.createdAt),
    first_login: isoOrNull(account.firstLogin),
    last_login: isoOrNull(account.lastLogin),
    expiration: isoOrNull(account.expiration),
    avatar_url: account.avatarUrl,
    profile: account.profiles,
    ...(view.balance ? { user_time: account.userTime } : {}),
  }
}

/** One account as `/user/` answers it, or flat as the live service probably does (contract §5, §11 D27). */
export function userView(account: GateAccount, dialect: Dialect, view: { balance?: boolean } = {}) {
  if (dialect.userShape === "flat") return tokenView(account, view)
  return {
    id: account.alias ?? String(account.id),
    username: account.username,
    email: account.email,
    organization: account.organizationName,
    profile: {
      ...account.attributes,
      created_at: iso(account.createdAt),
      ...(account.updatedAt ? { updated_at: iso(account.updatedAt) } : {}),
      ...(account.lastLogin ? { last_login: iso(account.lastLogin) } : {}),
    },
  }
}

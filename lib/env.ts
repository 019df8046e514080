import { createHmac, randomBytes } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { z } from "zod"

const minSecretLength = 32

const defaultOrganizerRoles = ["admin", "manager", "organizer"]

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function isLoopback(url: string): boolean {
  return loopbackHosts.test(new URL(url).hostname)
}

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional()

const url = (protocols: string[]) =>
  text.refine(
    (value) => value === undefined || (URL.canParse(value) && protocols.includes(new URL(value).protocol)),
    {
      message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    },
  )

const wholeNumber = (smallest: number, largest: number) =>
  text
    .refine(
      (value) => value === undefined || (/^\d+$/.test(value) && +value >= smallest && +value <= largest),
      {
        message: `must be a whole number from ${smallest} to ${largest}`,
      },
    )
    .transform((value) => (value === undefined ? undefined : Number(value)))

/** A key id stands in every encrypted text, so it is short and has no dot. */
const fieldKey = /^([A-Za-z0-9_-]{1,16}):([A-Za-z0-9+/_-]{43}=?)$/

const fieldKeys = text.transform((value, context) => {
  if (value === undefined) return undefined
  const keys = value.split(",").map((entry) => {
    const [, id = "", base64 = ""] = fieldKey.exec(entry.trim()) ?? []
    return { id, key: Buffer.from(base64, "base64") }
  })
  if (keys.some(({ key }) => key.length !== 32) || new Set(keys.map(({ id }) => id)).size !== keys.length) {
    context.addIssue({
      code: "custom",
      message: "must list keys as id:base64 of 32 bytes, separated by commas, and no id twice",
    })
  }
  return keys
})

const words = text.transform((value) =>
  (value ?? "")
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean),
)

const emailList = words.refine((list) => list.every((address) => z.email().safeParse(address).success), {
  message: "must list e-mail addresses, separated by commas",
})

const organization = text
  .refine((value) => value === undefined || /^.*\S:\d+$/.test(value), {
    message: "must be an organization's name and id in GATE, like acme:7",
  })
  .transform((value) => {
    const colon = value?.lastIndexOf(":") ?? -1
    return value === undefined ? null : { name: value.slice(0, colon).trim(), id: value.slice(colon + 1) }
  })

const variablesSchema = z.object({
  SITE_URL: url(["http:", "https:"]),
  PORT: wholeNumber(0, 65_535),
  DATA_DIR: text,
  DATABASE_URL: url(["postgres:", "postgresql:"]),
  GATE_BASE_URL: url(["http:", "https:"]),
  GATE_API_TOKEN: text,
  GATE_SETTLE_MS: wholeNumber(0, 3_600_000),
  GATE_SYNC_CALLS_PER_MINUTE: wholeNumber(1, 600),
  GATE_ORGANIZATION: organization,
  ORGANIZER_ROLES: words,
  ORGANIZER_EMAILS: emailList,
  SMTP_URL: url(["smtp:", "smtps:"]),
  MAIL_FROM: text,
  AUTH_SECRET: text.refine((value) => value === undefined || value.length >= minSecretLength, {
    message: `must have at least ${minSecretLength} characters`,
  }),
  FIELD_ENCRYPTION_KEYS: fieldKeys,
  TRUSTED_PROXY_HOPS: wholeNumber(0, 10),
  LIMIT_CODES_PER_QUARTER_HOUR: wholeNumber(1, 1_000).describe(
    "Codes mailed to one address in 15 minutes: for each client, and once more for browsers that have proved the address. Default 3.",
  ),
  LIMIT_CODES_PER_DAY: wholeNumber(1, 10_000).describe(
    "Codes mailed to one address in 24 hours: for all strangers together, of which one client may ask for half, and once more for browsers that have proved the address. Default 10.",
  ),
  LIMIT_CLIENT_CODES_FREE: wholeNumber(0, 1_000_000).describe(
    "Codes one client asks for in 10 minutes before each further one costs a moment of work, or a wait without JavaScript. Default 150.",
  ),
  LIMIT_CLIENT_CODES: wholeNumber(1, 1_000_000).describe(
    "Codes one client asks for in 10 minutes before it is turned away, whatever work it does. Default 3000.",
  ),
  LIMIT_WAIT_SECONDS: wholeNumber(1, 300).describe(
    "How long somebody without JavaScript waits where a browser with it would work, in seconds. Default 10.",
  ),
  LIMIT_FAILED_CODES: wholeNumber(10, 1_000).describe(
    "Wrong codes in a row before no code of an address counts for a while. Default 100.",
  ),
  LIMIT_REST_MINUTES: wholeNumber(1, 10_080).describe(
    "How long no code of an address counts after too many wrong ones, in minutes. Default 720.",
  ),
  NEXT_PHASE: text,
  NODE_ENV: text,
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).optional(),
})

type Variables = Record<string, string | undefined>
type Fault = { name: string; message: string }

/** Faults of variables that belong together: looked for even when single ones are wrong, so that all come at once. */
function jointFaults(variables: Variables): Fault[] {
  const faults: Fault[] = []
  const isSet = (name: string) => Boolean(variables[name]?.trim())
  const require = (name: string, message: string) => {
    if (!isSet(name)) faults.push({ name, message })
  }
  const gate = variables.GATE_BASE_URL?.trim() ?? ""
  if (gate) require("GATE_API_TOKEN", "is needed with GATE_BASE_URL")
  if (URL.canParse(gate) && !isLoopback(gate)) {
    if (new URL(gate).protocol === "http:")
      faults.push({ name: "GATE_BASE_URL", message: "must begin with https:// unless it is on this machine" })
    require("SMTP_URL", "is needed with a GATE on another machine: codes are sent by mail")
  }
  if (isSet("ORGANIZER_EMAILS"))
    require("GATE_ORGANIZATION", "is needed with ORGANIZER_EMAILS: it says whose events are theirs")
  if (isSet("SMTP_URL")) require("MAIL_FROM", "is needed with SMTP_URL")
  if (isSet("DATABASE_URL"))
    require("AUTH_SECRET", "is needed with DATABASE_URL: every machine must have the same one")
  return faults
}

/** Everything the environment says, checked and with defaults. */
export type Environment = {
  siteUrl: string
  dataDir: string
  databaseUrl: string | undefined
  /** Null: the embedded GATE. */
  gate: { baseUrl: string; token: string } | null
  embeddedGateToken: string
  settleMs: number
  /** How many calls the walks through GATE's records may make in any minute, on all machines together. */
  syncCallsPerMinute: number
  /** Roles of GATE accounts that make an organizer, addresses that need no role, and the organization of both. */
  organizers: { roles: string[]; emails: string[]; organization: { name: string; id: string } | null }
  smtp: { url: string; from: string } | null
  /** Whether mails stay on this machine and may be read in the browser. */
  hasMailboxPage: boolean
  secret: string
  /** Encrypt sensitive answers, the first one new ones; none with a GATE elsewhere and nothing configured. */
  fieldKeys: { id: string; key: Buffer }[]
  trustedProxyHops: number
  /** How many codes may be asked for and mistyped; see `CodeLimits`. */
  limits: {
    perQuarterHour: number
    perDay: number
    perClientFree: number
    perClient: number
    waitMs: number
    failures: number
    restMs: number
  }
  /** Next's, while it builds. */
  phase: string | undefined
  isProduction: boolean
  /** Whether GATE is on this machine, so that two events to try things with do no harm. */
  hasDemoEvents: boolean
  /** Whether codes can be read in the browser of this machine, so that anybody there may be the first organizer. */
  hasDemoOrganizer: boolean
  logLevel: "debug" | "info" | "warn" | "error" | "silent"
}

/** Names what is wrong with every variable at once, and never a value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError"
}

function readVariables(variables: Variables): z.infer<typeof variablesSchema> {
  const parsed = variablesSchema.safeParse(variables)
  const single = parsed.error?.issues.map(({ path: [name], message }) => ({ name: String(name), message }))
  const faults = [...(single ?? []), ...jointFaults(variables)]
  if (parsed.success && faults.length === 0) return parsed.data
  const lines = faults.map(({ name, message }) => `  ${name} ${message}`)
  throw new ConfigurationError(`The configuration cannot be used:\n${lines.join("\n")}`)
}

/**
 * Reads the environment.
 * @throws ConfigurationError with a line for every fault
 */
export function readEnvironment(variables: Variables): Environment {
  const data = readVariables(variables)
  const dataDir = path.resolve(/* turbopackIgnore: true */ data.DATA_DIR ?? "data")
  const secret = data.AUTH_SECRET ?? localSecret(dataDir)
  const gate =
    data.GATE_BASE_URL && data.GATE_API_TOKEN
      ? { baseUrl: data.GATE_BASE_URL.replace(/\/+$/, ""), token: data.GATE_API_TOKEN }
      : null
  return {
    siteUrl: (data.SITE_URL ?? `http://localhost:${data.PORT ?? 3000}`).replace(/\/+$/, ""),
    dataDir,
    databaseUrl: data.DATABASE_URL,
    gate,
    embeddedGateToken: data.GATE_API_TOKEN ?? deriveKey(secret, "embedded GATE token").toString("base64url"),
    settleMs: data.GATE_SETTLE_MS ?? (gate ? 90_000 : 2_000),
    organizers: {
      roles: data.ORGANIZER_ROLES.length > 0 ? data.ORGANIZER_ROLES : [...defaultOrganizerRoles],
      emails: data.ORGANIZER_EMAILS,
      organization: data.GATE_ORGANIZATION,
    },
    syncCallsPerMinute: data.GATE_SYNC_CALLS_PER_MINUTE ?? 30,
    smtp: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : null,
    hasMailboxPage: !data.SMTP_URL,
    secret,
    fieldKeys: data.FIELD_ENCRYPTION_KEYS ?? defaultFieldKeys(secret, gate),
    trustedProxyHops: data.TRUSTED_PROXY_HOPS ?? 0,
    limits: {
      perQuarterHour: data.LIMIT_CODES_PER_QUARTER_HOUR ?? 3,
      perDay: data.LIMIT_CODES_PER_DAY ?? 10,
      perClientFree: data.LIMIT_CLIENT_CODES_FREE ?? 150,
      perClient: data.LIMIT_CLIENT_CODES ?? 3_000,
      waitMs: (data.LIMIT_WAIT_SECONDS ?? 10) * 1_000,
      failures: data.LIMIT_FAILED_CODES ?? 100,
      restMs: (data.LIMIT_REST_MINUTES ?? 720) * 60_000,
    },
    phase: data.NEXT_PHASE,
    isProduction: data.NODE_ENV === "production",
    hasDemoEvents: !gate || isLoopback(gate.baseUrl),
    hasDemoOrganizer: !gate && !data.SMTP_URL,
    logLevel: data.LOG_LEVEL ?? "info",
  }
}

/** What another machine keeps must be readable without this machine's secret, so there its keys are named. */
function defaultFieldKeys(secret: string, gate: { baseUrl: string } | null): Environment["fieldKeys"] {
  if (gate && !isLoopback(gate.baseUrl)) return []
  return [{ id: "0", key: deriveKey(secret, "sensitive fields") }]
}

/** One key for each purpose, so that no two uses of the secret can be played against each other. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return createHmac("sha256", secret).update(purpose).digest()
}

/** The secret of an unconfigured site: made once, readable by its owner only, kept beside the data it protects. */
function localSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret")
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  }
  const secret = readFileSync(file, "utf8").trim()
  if (secret.length < minSecretLength)
    throw new ConfigurationError(`The file ${file} holds no whole secret. Delete it to have a new one made.`)
  return secret
}

let known: Environment | undefined

/** The environment of this process, read once. */
export function environment(): Environment {
  known ??= readEnvironment(process.env)
  return known
}

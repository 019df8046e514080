import { createHmac, randomBytes } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { z } from "zod"

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

const variablesSchema = z
  .object({
    SITE_URL: url(["http:", "https:"]),
    PORT: wholeNumber(0, 65_535),
    DATA_DIR: text,
    DATABASE_URL: url(["postgres:", "postgresql:"]),
    GATE_BASE_URL: url(["http:", "https:"]),
    GATE_API_TOKEN: text,
    GATE_SETTLE_MS: wholeNumber(0, 3_600_000),
    SMTP_URL: url(["smtp:", "smtps:"]),
    MAIL_FROM: text,
    AUTH_SECRET: text.refine((value) => value === undefined || value.length >= 32, {
      message: "must have at least 32 characters",
    }),
    FIELD_ENCRYPTION_KEYS: fieldKeys,
    TRUSTED_PROXY_HOPS: wholeNumber(0, 10),
    NEXT_PHASE: text,
    NODE_ENV: text,
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).optional(),
  })
  .superRefine((variables, context) => {
    const fault = (name: keyof typeof variables, message: string) =>
      context.addIssue({ code: "custom", path: [name], message })
    const { GATE_BASE_URL: gate } = variables
    if (gate && !variables.GATE_API_TOKEN) fault("GATE_API_TOKEN", "is needed with GATE_BASE_URL")
    if (gate && URL.canParse(gate) && !isLoopback(gate)) {
      if (gate.startsWith("http:"))
        fault("GATE_BASE_URL", "must begin with https:// unless it is on this machine")
      if (!variables.SMTP_URL)
        fault("SMTP_URL", "is needed with a GATE on another machine: codes are sent by mail")
    }
    if (variables.SMTP_URL && !variables.MAIL_FROM) fault("MAIL_FROM", "is needed with SMTP_URL")
    if (variables.DATABASE_URL && !variables.AUTH_SECRET) {
      fault("AUTH_SECRET", "is needed with DATABASE_URL: every machine must have the same one")
    }
  })

/** Everything the environment says, checked and with defaults. */
export type Environment = {
  siteUrl: string
  dataDir: string
  databaseUrl: string | undefined
  /** Null: the embedded GATE. */
  gate: { baseUrl: string; token: string } | null
  embeddedGateToken: string
  settleMs: number
  smtp: { url: string; from: string } | null
  /** Whether mails stay on this machine and may be read in the browser. */
  hasMailboxPage: boolean
  secret: string
  /** Encrypt sensitive answers, the first one new ones; none with a GATE elsewhere and nothing configured. */
  fieldKeys: { id: string; key: Buffer }[]
  trustedProxyHops: number
  /** Next's, while it builds. */
  phase: string | undefined
  isProduction: boolean
  /** Whether GATE is on this machine, so that two events to try things with do no harm. */
  hasDemoEvents: boolean
  logLevel: "debug" | "info" | "warn" | "error" | "silent"
}

/** Names what is wrong with every variable at once, and never a value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError"
}

/**
 * Reads the environment.
 * @throws ConfigurationError with a line for every fault
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = variablesSchema.safeParse(variables)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`)
    throw new ConfigurationError(`The configuration cannot be used:\n${lines.join("\n")}`)
  }
  const { data } = parsed
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
    smtp: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : null,
    hasMailboxPage: !data.SMTP_URL,
    secret,
    fieldKeys: data.FIELD_ENCRYPTION_KEYS ?? defaultFieldKeys(secret, gate),
    trustedProxyHops: data.TRUSTED_PROXY_HOPS ?? 0,
    phase: data.NEXT_PHASE,
    isProduction: data.NODE_ENV === "production",
    hasDemoEvents: !gate || isLoopback(gate.baseUrl),
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
  return readFileSync(file, "utf8").trim()
}

let known: Environment | undefined

/** The environment of this process, read once. */
export function environment(): Environment {
  known ??= readEnvironment(process.env)
  return known
}

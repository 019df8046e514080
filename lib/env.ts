import { createHmac, createPrivateKey, type KeyObject, randomBytes, X509Certificate } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { isIP } from "node:net"
import { hostname } from "node:os"
import path from "node:path"
import { z } from "zod"

const minSecretLength = 32

const defaultOrganizerRoles = ["admin", "manager", "organizer"]

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i

/**
 * Whether a host names this machine itself: `localhost`, 127.0.0.0/8 or ::1, without a port. No other name counts, also
 * when it resolves to one of these: whoever owns the name decides that, and can change it (DNS rebinding).
 */
export function isLoopbackHost(host: string): boolean {
  return loopbackHosts.test(host)
}

function isLoopback(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname)
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

/** Whether nobody on the way can read or change what goes there. */
function isSafeUrl(value: string): boolean {
  return URL.canParse(value) && (new URL(value).protocol === "https:" || isLoopback(value))
}

const safeUrl = url(["http:", "https:"]).refine(
  (value) => value === undefined || !URL.canParse(value) || isSafeUrl(value),
  { message: "must begin with https:// unless it is on this machine" },
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

const siteAddress = url(["http:", "https:"]).refine(
  (value) => {
    if (value === undefined || !URL.canParse(value)) return true
    const { pathname, search, hash, username, password } = new URL(value)
    return pathname === "/" && !search && !hash && !username && !password
  },
  { message: "must be an address without a path" },
)

const host = text.refine(
  (value) => value === undefined || isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value),
  { message: "must be an IP address or a host name, without a port" },
)

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

/** What stands in a variable itself, or in the file it names: PEM and JSON are too long for many places that keep variables. */
const contents = text.transform((value, context) => {
  if (value === undefined || /^(-----BEGIN |\{)/.test(value)) return value
  try {
    return readFileSync(/* turbopackIgnore: true */ value, "utf8").trim()
  } catch {
    context.addIssue({ code: "custom", message: "names a file that cannot be read" })
    return undefined
  }
})

const certificate = contents.transform((value, context) => {
  if (value === undefined) return undefined
  try {
    new X509Certificate(value)
    return value
  } catch {
    context.addIssue({ code: "custom", message: "must be a certificate in PEM, or the path of one" })
    return undefined
  }
})

const serviceAccountSchema = z.object({
  client_email: z.email(),
  private_key: z.string(),
  token_uri: z.string().refine(isSafeUrl),
})

const serviceAccount = contents.transform((value, context) => {
  if (value === undefined) return undefined
  try {
    const {
      client_email: email,
      private_key: pem,
      token_uri: tokenUrl,
    } = serviceAccountSchema.parse(JSON.parse(value))
    const key = openKey(pem, undefined)
    if (key?.asymmetricKeyType === "rsa") return { email, key: inClear(key), tokenUrl }
  } catch {
    // Said below: what JSON.parse complains of repeats what it read.
  }
  context.addIssue({
    code: "custom",
    message: "must be the JSON key of a Google service account, or the path of one",
  })
  return undefined
})

/** What docs/configuration.md says of a variable, in Markdown. */
type Meaning = {
  section:
    | "Address"
    | "Database"
    | "GATE"
    | "Organizers"
    | "Mail"
    | "Wallets"
    | "Secrets"
    | "Limits"
    | "Operation"
  meaning: string
  /** What counts without it; nothing when empty. */
  usual: string
  /** When it cannot be left out. */
  needed?: string
}

/** `npm run docs:configuration` writes docs/configuration.md from it. */
export const meanings = z.registry<Meaning>()

/** A schema of its own for a variable, for two may have the same rule. */
function described<Schema extends z.ZodType>(schema: Schema, meaning: Meaning): Schema {
  const own = schema.clone()
  meanings.add(own, meaning)
  return own
}

const offHome = "on a site that others can reach"
const withPasses = "with `APPLE_PASS_TYPE_ID`"

/** Every variable of the site, in the order of docs/configuration.md. */
export const variablesSchema = z.object({
  HOST: described(host, {
    section: "Address",
    usual: "`127.0.0.1`",
    meaning:
      "Where the site listens. Without it only this machine gets a connection; `0.0.0.0` or `::` is every address of the machine.",
  }),
  PORT: described(wholeNumber(0, 65_535), {
    section: "Address",
    usual: "`3000`",
    meaning: "The port it listens on.",
  }),
  SITE_URL: described(siteAddress, {
    section: "Address",
    usual: "`http://localhost:$PORT`",
    needed: "with a `HOST` that is not this machine",
    meaning:
      "The address people type, without a path: it stands in mails and QR codes, forms are taken from pages of this address only, and https makes the cookies `__Host-`.",
  }),
  TRUSTED_PROXY_HOPS: described(wholeNumber(0, 10), {
    section: "Address",
    usual: "`0`",
    meaning:
      "How many entries of `X-Forwarded-For` your own proxies add. With 0 a client is the address its connection comes from.",
  }),
  DATA_DIR: described(text, {
    section: "Database",
    usual: "`./data`",
    meaning: "Folder of the embedded database and of the secret that is made up at home.",
  }),
  DATABASE_URL: described(url(["postgres:", "postgresql:"]), {
    section: "Database",
    usual: "the embedded database in `DATA_DIR`",
    meaning: "PostgreSQL 15 or newer; transaction poolers work.",
  }),
  GATE_BASE_URL: described(url(["http:", "https:"]), {
    section: "GATE",
    usual: "the embedded GATE",
    meaning: "The real GATE, as `https://gate.example.com/api/v1`; http only on this machine.",
  }),
  GATE_API_TOKEN: described(text, {
    section: "GATE",
    usual: "made up for the embedded GATE",
    needed: "with `GATE_BASE_URL`",
    meaning: "Bearer token of GATE.",
  }),
  GATE_SETTLE_MS: described(wholeNumber(0, 3_600_000), {
    section: "GATE",
    usual: "`90000`, with the embedded GATE `2000`",
    meaning: "Milliseconds after a dropped write in which GATE's “not there” is not believed.",
  }),
  GATE_SYNC_CALLS_PER_MINUTE: described(wholeNumber(3, 600), {
    section: "GATE",
    usual: "`30`",
    meaning:
      "Most calls a minute for comparing attendees with GATE, on all machines together; adopting one attendee takes up to 3.",
  }),
  GATE_TEXT_LENGTH: described(wholeNumber(20, 10_000), {
    section: "GATE",
    usual: "`255`",
    meaning:
      "Characters that fit into GATE’s text fields. Whoever makes a question whose answers may be longer, encrypted ones included, is told.",
  }),
  GATE_HANDOVER_HOURS: described(wholeNumber(0, 720), {
    section: "GATE",
    usual: "`12`",
    meaning:
      "Hours after an event’s end until the one record GATE keeps of a person goes on to their next event, unless its doors open before.",
  }),
  GATE_ORGANIZATION: described(organization, {
    section: "Organizers",
    usual: "",
    needed: "with `ORGANIZER_EMAILS`",
    meaning:
      "Name and id of your organization in GATE, `acme:7`: where organizers are looked for before it has an event.",
  }),
  ORGANIZER_ROLES: described(words, {
    section: "Organizers",
    usual: "`admin,manager,organizer`",
    meaning: "Roles of GATE accounts that make an organizer; roles of your own may look and check in.",
  }),
  ORGANIZER_EMAILS: described(emailList, {
    section: "Organizers",
    usual: "",
    meaning: "Addresses that organize without a role, for the first organizer.",
  }),
  SMTP_URL: described(url(["smtp:", "smtps:"]), {
    section: "Mail",
    usual: "the mailbox at `/dev/mailbox`",
    needed: `${offHome}, and with a GATE on another machine`,
    meaning: "The mail server, as `smtps://user:password@mail.example.com`.",
  }),
  MAIL_MESSAGES_PER_MINUTE: described(wholeNumber(1, 100_000), {
    section: "Mail",
    usual: "`600`",
    meaning:
      "How many mails of a message, a reminder or thanks become due in a minute, so that a mail server’s limits are kept. Tickets and codes are sent by the request that causes them.",
  }),
  MAIL_FROM: described(text, {
    section: "Mail",
    usual: "",
    needed: "with `SMTP_URL`",
    meaning: "Sender of all mails, as `Tickets <tickets@example.com>`.",
  }),
  APPLE_PASS_TYPE_ID: described(text, {
    section: "Wallets",
    usual: "no passes for Apple Wallet",
    meaning:
      "Identifier of your pass type, as `pass.com.example.tickets`. [Operating](run.md#tickets-in-a-phones-wallet) says how to get this and the next four.",
  }),
  APPLE_TEAM_ID: described(text, {
    section: "Wallets",
    usual: "",
    needed: withPasses,
    meaning: "Your team at Apple, ten letters and digits.",
  }),
  APPLE_PASS_CERTIFICATE: described(certificate, {
    section: "Wallets",
    usual: "",
    needed: withPasses,
    meaning: "Certificate of the pass type: PEM, or the path of a file.",
  }),
  APPLE_PASS_KEY: described(contents, {
    section: "Wallets",
    usual: "",
    needed: withPasses,
    meaning: "Its private key, RSA: PEM, or the path of a file.",
  }),
  APPLE_PASS_KEY_PASSPHRASE: described(text, {
    section: "Wallets",
    usual: "",
    meaning: "What the key is encrypted with, if it is.",
  }),
  APPLE_WWDR_CERTIFICATE: described(certificate, {
    section: "Wallets",
    usual: "",
    needed: withPasses,
    meaning:
      "Apple’s certificate that issued yours (Worldwide Developer Relations): PEM, or the path of a file.",
  }),
  APPLE_PUSH_URL: described(safeUrl, {
    section: "Wallets",
    usual: "`https://api.push.apple.com`",
    meaning: "Where phones are told that a pass has changed; http only on this machine.",
  }),
  GOOGLE_WALLET_ISSUER_ID: described(
    text.refine((value) => value === undefined || /^\d+$/.test(value), { message: "must be a number" }),
    {
      section: "Wallets",
      usual: "no passes for Google Wallet",
      meaning: "Your number as an issuer at Google.",
    },
  ),
  GOOGLE_WALLET_SERVICE_ACCOUNT: described(serviceAccount, {
    section: "Wallets",
    usual: "",
    needed: "with `GOOGLE_WALLET_ISSUER_ID`",
    meaning: "Key of a service account that may issue passes: JSON, or the path of a file.",
  }),
  GOOGLE_WALLET_URL: described(safeUrl, {
    section: "Wallets",
    usual: "`https://walletobjects.googleapis.com`",
    meaning: "Where Google is told that a pass has changed; http only on this machine.",
  }),
  AUTH_SECRET: described(
    text.refine((value) => value === undefined || value.length >= minSecretLength, {
      message: `must have at least ${minSecretLength} characters`,
    }),
    {
      section: "Secrets",
      usual: "made up once, in `DATA_DIR`",
      needed: `${offHome}, and with \`DATABASE_URL\``,
      meaning: `At least ${minSecretLength} random characters, the same on every machine: \`openssl rand -base64 32\`.`,
    },
  ),
  FIELD_ENCRYPTION_KEYS: described(fieldKeys, {
    section: "Secrets",
    usual: "derived from `AUTH_SECRET`; none with a GATE on another machine",
    needed: "with a GATE on another machine when an event asks for a passport number or tax id",
    meaning:
      "Keys of sensitive answers, `id:base64` of 32 bytes each, by commas, the newest first. An older key stays in the list until `npm run rotate-keys` says that no other key is needed; with keys derived from `AUTH_SECRET`, another secret makes those answers unreadable.",
  }),
  LIMIT_CODES_PER_QUARTER_HOUR: described(wholeNumber(1, 1_000), {
    section: "Limits",
    usual: "`3`",
    meaning:
      "Codes mailed to one address in 15 minutes: for each client, and once more for browsers that have proved the address.",
  }),
  LIMIT_CODES_PER_DAY: described(wholeNumber(1, 10_000), {
    section: "Limits",
    usual: "`10`",
    meaning:
      "Codes mailed to one address in 24 hours: for all strangers together, of which one client may ask for half, and once more for browsers that have proved the address.",
  }),
  LIMIT_CLIENT_CODES_FREE: described(wholeNumber(0, 1_000_000), {
    section: "Limits",
    usual: "`150`",
    meaning:
      "Codes one client asks for in 10 minutes before each further one costs a moment of work, or a wait without JavaScript.",
  }),
  LIMIT_CLIENT_CODES: described(wholeNumber(1, 1_000_000), {
    section: "Limits",
    usual: "`3000`",
    meaning: "Codes one client asks for in 10 minutes before it is turned away, whatever work it does.",
  }),
  LIMIT_WAIT_SECONDS: described(wholeNumber(1, 300), {
    section: "Limits",
    usual: "`10`",
    meaning: "How long somebody without JavaScript waits where a browser with it would work, in seconds.",
  }),
  LIMIT_FAILED_CODES: described(wholeNumber(10, 1_000), {
    section: "Limits",
    usual: "`100`",
    meaning: "Wrong codes in a row before no code of an address counts for a while.",
  }),
  LIMIT_REST_MINUTES: described(wholeNumber(1, 10_080), {
    section: "Limits",
    usual: "`720`",
    meaning: "How long no code of an address counts after too many wrong ones, in minutes.",
  }),
  LOG_LEVEL: described(z.enum(["debug", "info", "warn", "error", "silent"]).optional(), {
    section: "Operation",
    usual: "`info`",
    meaning:
      "`debug`, `info`, `warn`, `error` or `silent`. `debug` adds a line for every call to GATE and for every file a browser loads.",
  }),
  INSTANCE_NAME: described(text, {
    section: "Operation",
    usual: "the machine's name and the process id",
    meaning: "What log lines and traces call this process.",
  }),
  METRICS_PORT: described(wholeNumber(1, 65_535), {
    section: "Operation",
    usual: "no metrics",
    meaning: "Port for Prometheus, at `/metrics`. It has no password: keep it off the internet.",
  }),
  METRICS_HOST: described(host, {
    section: "Operation",
    usual: "`127.0.0.1`",
    meaning: "Where metrics are served.",
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: described(url(["http:", "https:"]), {
    section: "Operation",
    usual: "no traces",
    meaning:
      "OpenTelemetry collector that takes OTLP over HTTP, as `http://localhost:4318`. The other `OTEL_…` variables of the specification count as well.",
  }),
})

/** Set by Next, not by people. */
const nextVariablesSchema = z.object({ NEXT_PHASE: text, NODE_ENV: text })

const allVariablesSchema = variablesSchema.extend(nextVariablesSchema.shape)

type Variables = Record<string, string | undefined>
type Fault = { name: string; message: string }

const defaultHost = "127.0.0.1"

/** Whether only this machine can reach the site: it listens on loopback, and says that its address is loopback. */
function isHome({ HOST, SITE_URL }: Variables): boolean {
  const site = SITE_URL?.trim() ?? ""
  const isSiteHere = !URL.canParse(site) || isLoopback(site)
  return isSiteHere && isLoopbackHost(HOST?.trim() || defaultHost)
}

/** Faults of variables that belong together: looked for even when single ones are wrong, so that all come at once. */
function jointFaults(variables: Variables): Fault[] {
  const faults: Fault[] = []
  const isSet = (name: string) => Boolean(variables[name]?.trim())
  const require = (name: string, message: string) => {
    const isNamed = faults.some((fault) => fault.name === name)
    if (!isSet(name) && !isNamed) faults.push({ name, message })
  }
  if (!isHome(variables)) {
    if (isSet("HOST") && !isLoopbackHost(variables.HOST?.trim() ?? ""))
      require("SITE_URL", "is needed with this HOST: it is the address in mails")
    require("SMTP_URL", `is needed ${offHome}: the mailbox of this machine shows everybody's codes`)
    require("AUTH_SECRET", `is needed ${offHome}: none is made up for it`)
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
  if (isSet("APPLE_PASS_TYPE_ID"))
    for (const name of appleVariables) require(name, "is needed with APPLE_PASS_TYPE_ID")
  else if (appleVariables.some(isSet)) require("APPLE_PASS_TYPE_ID", "is needed for passes in Apple Wallet")
  if (isSet("GOOGLE_WALLET_ISSUER_ID") || isSet("GOOGLE_WALLET_SERVICE_ACCOUNT"))
    for (const name of ["GOOGLE_WALLET_ISSUER_ID", "GOOGLE_WALLET_SERVICE_ACCOUNT"])
      require(name, "is needed for passes in Google Wallet")
  return [...faults, ...passKeyFaults(variables)]
}

const appleVariables = ["APPLE_TEAM_ID", "APPLE_PASS_CERTIFICATE", "APPLE_PASS_KEY", "APPLE_WWDR_CERTIFICATE"]

/** Part of a certificate's subject, as Apple writes its own: `UID` is the pass type, `OU` the team. */
function subjectOf(certificate: X509Certificate, part: "UID" | "OU"): string | undefined {
  const lines = certificate.subject.split("\n")
  return lines.find((line) => line.startsWith(`${part}=`))?.slice(part.length + 1)
}

/** Whether key, issuer, pass type and team are those of the certificate, as far as each can be read. */
function passKeyFaults(variables: Variables): Fault[] {
  const [issued, issuer] = [variables.APPLE_PASS_CERTIFICATE, variables.APPLE_WWDR_CERTIFICATE].map(
    (text) => {
      const pem = certificate.safeParse(text).data
      return pem === undefined ? null : new X509Certificate(pem)
    },
  )
  const faults: Fault[] = []
  // Apple has several, and a phone refuses a pass without a word when it is the wrong one.
  if (issued && issuer && !issued.verify(issuer.publicKey))
    faults.push({
      name: "APPLE_WWDR_CERTIFICATE",
      message: "is not the one that issued APPLE_PASS_CERTIFICATE",
    })
  const ofCertificate = [
    ["APPLE_PASS_TYPE_ID", "UID"],
    ["APPLE_TEAM_ID", "OU"],
  ] as const
  for (const [name, part] of ofCertificate) {
    const [value, wanted] = [variables[name]?.trim(), issued && subjectOf(issued, part)]
    if (value && wanted && value !== wanted)
      faults.push({ name, message: "is not the one in APPLE_PASS_CERTIFICATE" })
  }
  const encrypted = contents.safeParse(variables.APPLE_PASS_KEY).data
  if (encrypted === undefined) return faults
  const key = openKey(encrypted, variables.APPLE_PASS_KEY_PASSPHRASE?.trim())
  const fault = (message: string) => [...faults, { name: "APPLE_PASS_KEY", message }]
  if (!key) return fault("cannot be read: it is no private key, or APPLE_PASS_KEY_PASSPHRASE is not its own")
  if (key.asymmetricKeyType !== "rsa") return fault("must be an RSA key")
  return issued && !issued.checkPrivateKey(key) ? fault("is not the key of APPLE_PASS_CERTIFICATE") : faults
}

function openKey(pem: string, passphrase: string | undefined): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, ...(passphrase ? { passphrase } : {}) })
  } catch {
    return null
  }
}

/** What passes for Apple Wallet are signed and told of with: PEM, the key without its passphrase. */
type AppleIssuer = {
  passTypeId: string
  teamId: string
  certificate: string
  key: string
  wwdr: string
  /** When the first of the two certificates expires. */
  expiresAt: Date
  pushUrl: string
}

/** What passes for Google Wallet are signed and changed with. */
type GoogleIssuer = { issuerId: string; email: string; key: string; tokenUrl: string; apiUrl: string }

/** Everything the environment says, checked and with defaults. */
export type Environment = {
  /** Where the site listens, and what others call this process. */
  host: string
  instance: string
  /** Whether only this machine can reach the site; what makes trying it out easy exists nowhere else. */
  isHome: boolean
  /** An origin: no path, no slash at the end. */
  siteUrl: string
  dataDir: string
  databaseUrl: string | undefined
  /** Null: the embedded GATE. */
  gate: { baseUrl: string; token: string } | null
  embeddedGateToken: string
  /** Whether nobody chose that token, so that it must be told. */
  isTokenMadeUp: boolean
  settleMs: number
  /** How long after an event's end a shared record stays with it, in milliseconds. */
  handoverMs: number
  /** How many characters GATE's text fields take. */
  gateTextLength: number
  /** How many calls the walks through GATE's records may make in any minute, on all machines together. */
  syncCallsPerMinute: number
  messagesPerMinute: number
  /** Roles of GATE accounts that make an organizer, addresses that need no role, and the organization of both. */
  organizers: { roles: string[]; emails: string[]; organization: { name: string; id: string } | null }
  smtp: { url: string; from: string } | null
  /** What tickets in a phone's wallet are made with; null: none are offered. */
  wallet: { apple: AppleIssuer | null; google: GoogleIssuer | null }
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
  /** Whether site and GATE are on this machine, so that two events to try things with do no harm. */
  hasDemoEvents: boolean
  /** Whether codes can be read in the browser of this machine, so that anybody there may be the first organizer. */
  hasDemoOrganizer: boolean
  /** Whether the embedded GATE answers at `/api/v1/`, to whoever has its token. */
  servesEmbeddedGate: boolean
  logLevel: "debug" | "info" | "warn" | "error" | "silent"
  /** Where metrics are served; null: nowhere. */
  metrics: { host: string; port: number } | null
  /** Whether there is a collector that takes traces. */
  hasTracing: boolean
}

/** Names what is wrong with every variable at once, and never a value. */
class ConfigurationError extends Error {
  override readonly name = "ConfigurationError"
}

function readVariables(variables: Variables): Parsed {
  const parsed = allVariablesSchema.safeParse(variables)
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
  const isAtHome = isHome(variables)
  return {
    host: data.HOST ?? defaultHost,
    instance: data.INSTANCE_NAME ?? `${hostname()}:${process.pid}`,
    isHome: isAtHome,
    siteUrl: new URL(data.SITE_URL ?? `http://localhost:${data.PORT ?? 3000}`).origin,
    dataDir,
    databaseUrl: data.DATABASE_URL,
    gate,
    embeddedGateToken: data.GATE_API_TOKEN ?? deriveKey(secret, "embedded GATE token").toString("base64url"),
    isTokenMadeUp: !data.GATE_API_TOKEN,
    settleMs: data.GATE_SETTLE_MS ?? (gate ? 90_000 : 2_000),
    handoverMs: (data.GATE_HANDOVER_HOURS ?? 12) * 3_600_000,
    gateTextLength: data.GATE_TEXT_LENGTH ?? 255,
    organizers: {
      roles: data.ORGANIZER_ROLES.length > 0 ? data.ORGANIZER_ROLES : [...defaultOrganizerRoles],
      emails: data.ORGANIZER_EMAILS,
      organization: data.GATE_ORGANIZATION,
    },
    syncCallsPerMinute: data.GATE_SYNC_CALLS_PER_MINUTE ?? 30,
    messagesPerMinute: data.MAIL_MESSAGES_PER_MINUTE ?? 600,
    smtp: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : null,
    wallet: { apple: appleIssuer(data), google: googleIssuer(data) },
    hasMailboxPage: isAtHome && !data.SMTP_URL,
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
    hasDemoEvents: isAtHome && (!gate || isLoopback(gate.baseUrl)),
    hasDemoOrganizer: isAtHome && !gate && !data.SMTP_URL,
    servesEmbeddedGate: isAtHome && !gate,
    logLevel: data.LOG_LEVEL ?? "info",
    metrics:
      data.METRICS_PORT === undefined
        ? null
        : { host: data.METRICS_HOST ?? defaultHost, port: data.METRICS_PORT },
    hasTracing: Boolean(data.OTEL_EXPORTER_OTLP_ENDPOINT),
  }
}

/** A private key in PKCS #8, as everything that signs reads it. */
function inClear(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString()
}

type Parsed = z.infer<typeof allVariablesSchema>

function appleIssuer(data: Parsed): AppleIssuer | null {
  const { APPLE_PASS_TYPE_ID: passTypeId, APPLE_TEAM_ID: teamId, APPLE_WWDR_CERTIFICATE: wwdr } = data
  const { APPLE_PASS_CERTIFICATE: certificate, APPLE_PASS_KEY_PASSPHRASE: passphrase } = data
  const key = data.APPLE_PASS_KEY === undefined ? null : openKey(data.APPLE_PASS_KEY, passphrase)
  if (!passTypeId || !teamId || !wwdr || !certificate || !key) return null
  const ends = [certificate, wwdr].map((pem) => Date.parse(new X509Certificate(pem).validTo))
  return {
    passTypeId,
    teamId,
    certificate,
    key: inClear(key),
    wwdr,
    expiresAt: new Date(Math.min(...ends)),
    pushUrl: (data.APPLE_PUSH_URL ?? "https://api.push.apple.com").replace(/\/+$/, ""),
  }
}

function googleIssuer(data: Parsed): GoogleIssuer | null {
  const { GOOGLE_WALLET_ISSUER_ID: issuerId, GOOGLE_WALLET_SERVICE_ACCOUNT: account } = data
  if (!issuerId || !account) return null
  const apiUrl = (data.GOOGLE_WALLET_URL ?? "https://walletobjects.googleapis.com").replace(/\/+$/, "")
  return { issuerId, ...account, apiUrl }
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

/** The keys of a site's use cases (`AppContext`). */
export function keysOf({ secret, fieldKeys }: Pick<Environment, "secret" | "fieldKeys">) {
  return {
    calendar: deriveKey(secret, "calendar addresses"),
    code: deriveKey(secret, "e-mail codes"),
    directory: deriveKey(secret, "GATE directory"),
    fingerprint: deriveKey(secret, "answer fingerprints"),
    fields: fieldKeys,
    limits: deriveKey(secret, "code limits"),
    unsubscribe: deriveKey(secret, "unsubscribe links"),
    wallet: deriveKey(secret, "wallet passes"),
    waitlist: deriveKey(secret, "waitlist links"),
  }
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

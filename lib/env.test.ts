import { createPrivateKey, generateKeyPairSync } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { deriveKey, readEnvironment } from "./env"
import { testCertificates, testPassType, testTeam } from "./pass/test-certificates"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gatehouse-env-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const secret = "a-secret-of-at-least-32-characters"

/** What the fault lines name, in order; nothing when there is no fault. */
function faults(variables: Record<string, string>): { names: string[]; message: string } {
  try {
    readEnvironment({ DATA_DIR: folder, ...variables })
    return { names: [], message: "" }
  } catch (error) {
    const message = error instanceof Error ? error.message : ""
    return { names: [...message.matchAll(/^ {2}([A-Z_]+) /gm)].map(([, name = ""]) => name), message }
  }
}

describe("without any configuration", () => {
  test("the site runs on its own GATE, database and mailbox", () => {
    expect(readEnvironment({ DATA_DIR: folder })).toMatchObject({
      host: "127.0.0.1",
      isHome: true,
      siteUrl: "http://localhost:3000",
      dataDir: folder,
      databaseUrl: undefined,
      gate: null,
      settleMs: 2_000,
      smtp: null,
      hasMailboxPage: true,
      trustedProxyHops: 0,
      hasDemoEvents: true,
      hasDemoOrganizer: true,
      servesEmbeddedGate: true,
      logLevel: "info",
      metrics: null,
      hasTracing: false,
    })
  })

  test("the secret is made once and readable by its owner only", () => {
    const first = readEnvironment({ DATA_DIR: folder })
    const second = readEnvironment({ DATA_DIR: folder })

    expect(first.secret.length).toBeGreaterThanOrEqual(32)
    expect(second.secret).toBe(first.secret)
    expect(second.embeddedGateToken).toBe(first.embeddedGateToken)
    expect(first.embeddedGateToken).not.toContain(first.secret)
    expect(statSync(path.join(folder, "secret")).mode & 0o777).toBe(0o600)
  })

  test("a secret that was cut short, by a full disk or a power cut, is not used", () => {
    writeFileSync(path.join(folder, "secret"), "")

    expect(() => readEnvironment({ DATA_DIR: folder })).toThrow(/secret/)
    expect(readFileSync(path.join(folder, "secret"), "utf8")).toBe("")
  })
})

test("a real GATE, database and mail server are taken over", () => {
  const env = readEnvironment({
    SITE_URL: "https://tickets.example.org/",
    DATABASE_URL: "postgresql://db/gatehouse",
    GATE_BASE_URL: "https://gate.example.org/api/v1/",
    GATE_API_TOKEN: " token ",
    SMTP_URL: "smtps://mail.example.org",
    MAIL_FROM: "Tickets <tickets@example.org>",
    AUTH_SECRET: secret,
    TRUSTED_PROXY_HOPS: "1",
    LOG_LEVEL: "warn",
  })

  expect(env).toMatchObject({
    siteUrl: "https://tickets.example.org",
    databaseUrl: "postgresql://db/gatehouse",
    gate: { baseUrl: "https://gate.example.org/api/v1", token: "token" },
    settleMs: 90_000,
    smtp: { url: "smtps://mail.example.org", from: "Tickets <tickets@example.org>" },
    hasMailboxPage: false,
    secret,
    trustedProxyHops: 1,
    hasDemoEvents: false,
    logLevel: "warn",
  })
})

test("every limit can be set", () => {
  const { limits } = readEnvironment({
    DATA_DIR: folder,
    LIMIT_CODES_PER_QUARTER_HOUR: "1",
    LIMIT_CODES_PER_DAY: "2",
    LIMIT_CLIENT_CODES_FREE: "0",
    LIMIT_CLIENT_CODES: "4",
    LIMIT_WAIT_SECONDS: "5",
    LIMIT_FAILED_CODES: "60",
    LIMIT_REST_MINUTES: "7",
  })

  expect(limits).toEqual({
    perQuarterHour: 1,
    perDay: 2,
    perClientFree: 0,
    perClient: 4,
    waitMs: 5_000,
    failures: 60,
    restMs: 7 * 60_000,
  })
})

describe("a site that others can reach", () => {
  const complete = {
    HOST: "0.0.0.0",
    SITE_URL: "https://tickets.example.org",
    SMTP_URL: "smtps://mail.example.org",
    MAIL_FROM: "tickets@example.org",
    AUTH_SECRET: secret,
  }

  test.each([
    [{ HOST: "0.0.0.0" }, ["SITE_URL", "SMTP_URL", "AUTH_SECRET"]],
    [{ HOST: "::" }, ["SITE_URL", "SMTP_URL", "AUTH_SECRET"]],
    [{ HOST: "192.0.2.2" }, ["SITE_URL", "SMTP_URL", "AUTH_SECRET"]],
    [{ HOST: "this-machine.example" }, ["SITE_URL", "SMTP_URL", "AUTH_SECRET"]],
    [{ SITE_URL: "https://tickets.example.org" }, ["SMTP_URL", "AUTH_SECRET"]],
    [{ SITE_URL: "http://127.0.0.1.example:3000" }, ["SMTP_URL", "AUTH_SECRET"]],
    [{ SITE_URL: "http://localhost:3000", HOST: "0.0.0.0" }, ["SMTP_URL", "AUTH_SECRET"]],
    [{ SITE_URL: "https://t.example", SMTP_URL: "smtp://mail" }, ["AUTH_SECRET", "MAIL_FROM"]],
    [{ SITE_URL: "https://t.example", DATABASE_URL: "postgres://db/x" }, ["SMTP_URL", "AUTH_SECRET"]],
    [
      { SITE_URL: "https://t.example", GATE_BASE_URL: "http://localhost:4010" },
      ["SMTP_URL", "AUTH_SECRET", "GATE_API_TOKEN"],
    ],
  ])("is refused at the start without mail server and secrets: %j", (variables, expected) => {
    expect(faults(variables).names).toEqual(expected)
  })

  test.each([
    {},
    { HOST: "127.0.0.1" },
    { HOST: "127.3.4.5", SITE_URL: "http://127.0.0.1:4000" },
    { HOST: "::1", SITE_URL: "http://[::1]:3000" },
    { HOST: "localhost", SITE_URL: "http://LOCALHOST:3000/" },
  ])("is not one that listens on loopback under an address of loopback: %j", (variables) => {
    expect(readEnvironment({ DATA_DIR: folder, ...variables }).isHome).toBe(true)
  })

  test.each([
    complete,
    { ...complete, HOST: "127.0.0.1" },
    { ...complete, SITE_URL: "http://localhost:3000" },
  ])("has no mailbox, no demo, no open GATE and no made-up secret: %j", (variables) => {
    expect(readEnvironment({ DATA_DIR: folder, ...variables })).toMatchObject({
      isHome: false,
      gate: null,
      hasMailboxPage: false,
      hasDemoEvents: false,
      hasDemoOrganizer: false,
      servesEmbeddedGate: false,
      secret,
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test("is refused with a host that carries a port, and an address that carries a path", () => {
    expect(faults({ ...complete, HOST: "0.0.0.0:3000" }).names).toEqual(["HOST"])
    expect(faults({ ...complete, SITE_URL: "https://example.org/tickets" }).names).toEqual(["SITE_URL"])
  })
})

test("metrics and traces are there when they are asked for, metrics on this machine unless said otherwise", () => {
  const of = (variables: Record<string, string>) => readEnvironment({ DATA_DIR: folder, ...variables })

  expect(of({ METRICS_PORT: "9464" }).metrics).toEqual({ host: "127.0.0.1", port: 9_464 })
  expect(of({ METRICS_PORT: "9464", METRICS_HOST: "10.0.0.4" }).metrics?.host).toBe("10.0.0.4")
  expect(of({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" }).hasTracing).toBe(true)
})

test("an instance is called as its variable says, or as its machine and process", () => {
  expect(readEnvironment({ DATA_DIR: folder, INSTANCE_NAME: "web-2" }).instance).toBe("web-2")
  expect(readEnvironment({ DATA_DIR: folder }).instance).toBe(`${os.hostname()}:${process.pid}`)
})

test("variables set to nothing are as good as not set", () => {
  expect(faults({ GATE_BASE_URL: "", DATABASE_URL: " ", AUTH_SECRET: "", PORT: "" }).names).toEqual([])
})

describe("a GATE address", () => {
  const reachable = { GATE_API_TOKEN: "t", SMTP_URL: "smtp://mail", MAIL_FROM: "a@example.org" }

  test.each([
    ["https://gate.example.org", []],
    ["http://localhost:4010", []],
    ["http://127.0.0.1:4010/api/v1", []],
    ["http://127.8.8.8", []],
    ["http://[::1]:4010", []],
    ["http://gate.example.org", ["GATE_BASE_URL"]],
    ["HTTP://gate.example.org", ["GATE_BASE_URL"]],
    ["http://10.0.0.5", ["GATE_BASE_URL"]],
    ["http://127.0.0.1.evil.example", ["GATE_BASE_URL"]],
    ["http://localhost.evil.example", ["GATE_BASE_URL"]],
    ["http://localhost@evil.example", ["GATE_BASE_URL"]],
    ["ftp://gate.example.org", ["GATE_BASE_URL"]],
    ["gate.example.org", ["GATE_BASE_URL"]],
    ["https://", ["GATE_BASE_URL"]],
  ])("%s: faults in %j", (address, expected) => {
    expect(faults({ GATE_BASE_URL: address, ...reachable }).names).toEqual(expected)
  })
})

test.each<[string, Record<string, string>, string[]]>([
  ["a GATE without its token", { GATE_BASE_URL: "http://localhost:4010" }, ["GATE_API_TOKEN"]],
  [
    "a GATE elsewhere without mail",
    { GATE_BASE_URL: "https://g.example", GATE_API_TOKEN: "t" },
    ["SMTP_URL"],
  ],
  ["a mail server without a sender", { SMTP_URL: "smtp://mail" }, ["MAIL_FROM"]],
  ["a shared database without a shared secret", { DATABASE_URL: "postgres://db/x" }, ["AUTH_SECRET"]],
  ["another database", { DATABASE_URL: "mysql://db/x", AUTH_SECRET: secret }, ["DATABASE_URL"]],
  ["a short secret", { AUTH_SECRET: "x".repeat(31) }, ["AUTH_SECRET"]],
  ["a port that is none", { PORT: "65536" }, ["PORT"]],
  ["a limit that lets nobody in", { LIMIT_CODES_PER_DAY: "0" }, ["LIMIT_CODES_PER_DAY"]],
  ["a negative number of proxies", { TRUSTED_PROXY_HOPS: "-1" }, ["TRUSTED_PROXY_HOPS"]],
  ["a settle time with a unit", { GATE_SETTLE_MS: "90s" }, ["GATE_SETTLE_MS"]],
  ["a level nobody knows", { LOG_LEVEL: "loud" }, ["LOG_LEVEL"]],
])("%s is a fault", (_, variables, expected) => {
  expect(faults(variables).names).toEqual(expected)
})

test("all faults come at once, of single variables and of those that belong together, and without a value", () => {
  const { names, message } = faults({
    SITE_URL: "canary-site",
    PORT: "canary-port",
    DATABASE_URL: "postgres://user:canary-password@db/x",
    GATE_BASE_URL: "http://canary-gate.example",
    AUTH_SECRET: "canary-secret",
    LOG_LEVEL: "canary-level",
    SMTP_URL: "smtp://user:canary-smtp@mail",
  })

  expect(new Set(names)).toEqual(
    new Set(["SITE_URL", "PORT", "AUTH_SECRET", "LOG_LEVEL", "GATE_API_TOKEN", "GATE_BASE_URL", "MAIL_FROM"]),
  )
  expect(message).not.toContain("canary")
})

test("every purpose has a key of its own", () => {
  expect(deriveKey(secret, "a").equals(deriveKey(secret, "a"))).toBe(true)
  expect(deriveKey(secret, "a").equals(deriveKey(secret, "b"))).toBe(false)
  expect(deriveKey(secret, "a")).toHaveLength(32)
})

describe("organizers", () => {
  test("are those with GATE's usual roles unless somebody says otherwise", () => {
    expect(readEnvironment({ DATA_DIR: folder }).organizers).toEqual({
      roles: ["admin", "manager", "organizer"],
      emails: [],
      organization: null,
    })
  })

  test("have the roles, addresses and organization that are given, in lower case", () => {
    const { organizers } = readEnvironment({
      DATA_DIR: folder,
      ORGANIZER_ROLES: " Staff, lead ",
      ORGANIZER_EMAILS: "First@Example.org,,second@example.org",
      GATE_ORGANIZATION: "Acme: North:7",
    })

    expect(organizers).toEqual({
      roles: ["staff", "lead"],
      emails: ["first@example.org", "second@example.org"],
      organization: { name: "Acme: North", id: "7" },
    })
  })

  test.each([
    [{ ORGANIZER_EMAILS: "first@example.org" }, "GATE_ORGANIZATION"],
    [{ ORGANIZER_EMAILS: "no address", GATE_ORGANIZATION: "acme:7" }, "ORGANIZER_EMAILS"],
    [{ GATE_ORGANIZATION: "acme" }, "GATE_ORGANIZATION"],
    [{ GATE_ORGANIZATION: ":7" }, "GATE_ORGANIZATION"],
  ])("are refused when nobody could tell who they are: %j", (variables, name) => {
    expect(faults(variables).names).toEqual([name])
  })

  test("are announced only where codes can be read on this machine", () => {
    const of = (variables: Record<string, string>) => readEnvironment({ DATA_DIR: folder, ...variables })

    expect(of({}).hasDemoOrganizer).toBe(true)
    expect(of({ SMTP_URL: "smtp://localhost", MAIL_FROM: "a@b.example" }).hasDemoOrganizer).toBe(false)
    expect(of({ GATE_BASE_URL: "http://localhost:4010", GATE_API_TOKEN: "t" }).hasDemoOrganizer).toBe(false)
  })
})

describe("wallets", () => {
  const { certificate, key, wwdr } = testCertificates()
  const apple = {
    APPLE_PASS_TYPE_ID: testPassType,
    APPLE_TEAM_ID: testTeam,
    APPLE_PASS_CERTIFICATE: certificate,
    APPLE_PASS_KEY: key,
    APPLE_WWDR_CERTIFICATE: wwdr,
  }
  const account = {
    client_email: "site@project.iam.gserviceaccount.com",
    private_key: key,
    token_uri: "https://oauth2.googleapis.com/token",
  }
  const google = {
    GOOGLE_WALLET_ISSUER_ID: "3388000000012345678",
    GOOGLE_WALLET_SERVICE_ACCOUNT: JSON.stringify(account),
  }

  test("are offered by nobody who has not configured them", () => {
    expect(readEnvironment({ DATA_DIR: folder }).wallet).toEqual({ apple: null, google: null })
  })

  test("are read from the variables, or from the files they name", () => {
    const files = Object.fromEntries(
      Object.entries({ ...apple, ...google })
        .filter(([, value]) => /^(-----|\{)/.test(value))
        .map(([name, value]) => {
          const file = path.join(folder, name)
          writeFileSync(file, value)
          return [name, file]
        }),
    )
    const inline = readEnvironment({ DATA_DIR: folder, ...apple, ...google }).wallet

    expect(readEnvironment({ DATA_DIR: folder, ...apple, ...google, ...files }).wallet).toEqual(inline)
    expect(inline.apple).toMatchObject({ passTypeId: testPassType, pushUrl: "https://api.push.apple.com" })
    expect(inline.apple?.expiresAt.getTime()).toBeGreaterThan(Date.now())
    expect(inline.google).toMatchObject({
      email: account.client_email,
      apiUrl: "https://walletobjects.googleapis.com",
    })
  })

  test("a key that is encrypted is opened by its passphrase, and by nothing else", () => {
    const passphrase = "correct horse"
    const encrypted = createPrivateKey(key)
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
      .toString()
    const configured = { ...apple, APPLE_PASS_KEY: encrypted }

    const opened = readEnvironment({ DATA_DIR: folder, ...configured, APPLE_PASS_KEY_PASSPHRASE: passphrase })
    expect(opened.wallet.apple?.key.trim()).toBe(key.trim())
    expect(faults(configured).names).toEqual(["APPLE_PASS_KEY"])
    expect(faults({ ...configured, APPLE_PASS_KEY_PASSPHRASE: "wrong" }).names).toEqual(["APPLE_PASS_KEY"])
  })

  test("an expired certificate is no reason not to start: the site knows since when no pass can be made", () => {
    const expiresAt = new Date("2026-01-02T00:00:00Z")
    const { certificate, key: expiredKey, wwdr } = testCertificates({ expiresAt })
    const configured = {
      ...apple,
      APPLE_PASS_CERTIFICATE: certificate,
      APPLE_PASS_KEY: expiredKey,
      APPLE_WWDR_CERTIFICATE: wwdr,
    }

    expect(readEnvironment({ DATA_DIR: folder, ...configured }).wallet.apple?.expiresAt).toEqual(expiresAt)
  })

  const other = testCertificates()
  const ellipticKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
  test.each<[string, Record<string, string>, string[]]>([
    [
      "what belongs to a pass type is missing",
      { APPLE_PASS_TYPE_ID: testPassType },
      ["APPLE_TEAM_ID", "APPLE_PASS_CERTIFICATE", "APPLE_PASS_KEY", "APPLE_WWDR_CERTIFICATE"],
    ],
    ["the pass type itself is missing", { APPLE_TEAM_ID: testTeam }, ["APPLE_PASS_TYPE_ID"]],
    [
      "the certificate is none",
      { ...apple, APPLE_PASS_CERTIFICATE: "-----BEGIN CERTIFICATE-----\nAA==" },
      ["APPLE_PASS_CERTIFICATE"],
    ],
    [
      "a file is not there",
      { ...apple, APPLE_PASS_CERTIFICATE: "/no/such.pem", APPLE_PASS_KEY: "/no/such.key" },
      ["APPLE_PASS_CERTIFICATE", "APPLE_PASS_KEY"],
    ],
    ["the key is another certificate's", { ...apple, APPLE_PASS_KEY: other.key }, ["APPLE_PASS_KEY"]],
    [
      "the key is not RSA",
      { ...apple, APPLE_PASS_KEY: ellipticKey.export({ type: "pkcs8", format: "pem" }).toString() },
      ["APPLE_PASS_KEY"],
    ],
    [
      "Apple's certificate issued another one",
      { ...apple, APPLE_WWDR_CERTIFICATE: other.wwdr },
      ["APPLE_WWDR_CERTIFICATE"],
    ],
    [
      "pass type and team are another certificate's",
      { ...apple, APPLE_PASS_TYPE_ID: "pass.example.other", APPLE_TEAM_ID: "Z9Y8X7W6V5" },
      ["APPLE_PASS_TYPE_ID", "APPLE_TEAM_ID"],
    ],
    ["Apple is asked in clear", { ...apple, APPLE_PUSH_URL: "http://push.example.org" }, ["APPLE_PUSH_URL"]],
    ["Google's account is missing", { GOOGLE_WALLET_ISSUER_ID: "3388" }, ["GOOGLE_WALLET_SERVICE_ACCOUNT"]],
    [
      "Google's issuer is missing, and no number",
      { ...google, GOOGLE_WALLET_ISSUER_ID: "mine" },
      ["GOOGLE_WALLET_ISSUER_ID"],
    ],
    [
      "Google's account is no JSON",
      { ...google, GOOGLE_WALLET_SERVICE_ACCOUNT: "{" },
      ["GOOGLE_WALLET_SERVICE_ACCOUNT"],
    ],
    [
      "Google's key is none",
      { ...google, GOOGLE_WALLET_SERVICE_ACCOUNT: JSON.stringify({ ...account, private_key: "x" }) },
      ["GOOGLE_WALLET_SERVICE_ACCOUNT"],
    ],
  ])("a start ends and says so when %s", (_, variables, names) => {
    const found = faults(variables)
    expect(found.names).toEqual(names)
    expect(found.message).not.toContain("PRIVATE KEY")
  })

  test("everything that is wrong is said at once", () => {
    const variables = { ...apple, APPLE_PASS_KEY: other.key, APPLE_TEAM_ID: "Z9Y8X7W6V5", PORT: "x" }
    expect(faults(variables).names).toEqual(["PORT", "APPLE_TEAM_ID", "APPLE_PASS_KEY"])
  })
})

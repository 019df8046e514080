import { generateKeyPairSync } from "node:crypto"
import { afterEach } from "vitest"
import type { Database } from "@/lib/db/database"
import { applePush } from "@/lib/pass/apple-push"
import { googleWallet } from "@/lib/pass/google-wallet"
import { testCertificates, testPassType, testTeam } from "@/lib/pass/test-certificates"
import { type GoogleServer, startGoogleServer } from "@/lib/pass/test-google-server"
import { unzip } from "@/lib/pass/test-pass-file"
import { type PushServer, startPushServer } from "@/lib/pass/test-push-server"
import { makeApplePass } from "@/lib/wallet/apple-service"
import { acceptedRegistration, createWorld, type World, type WorldOptions } from "./registration-world"

const yearMs = 365 * 24 * 60 * 60_000

/** One authority and one pair of keys for all tests of a file: making them takes a second. */
let issued:
  | { apple: ReturnType<typeof testCertificates>; google: { key: string; publicKey: string } }
  | undefined

function issue() {
  if (issued) return issued
  const apple = testCertificates({ expiresAt: new Date(Date.now() + 10 * yearMs) })
  const { publicKey, privateKey: key } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  issued = { apple, google: { key, publicKey } }
  return issued
}

/** What a phone reads in a pass. */
export type ReadPass = {
  serialNumber: string
  authenticationToken: string
  webServiceURL: string
  voided?: boolean
  expirationDate: string
  barcodes?: { format: string; message: string; altText: string }[]
  semantics: Record<string, unknown>
  eventTicket: Record<string, { key: string; label?: string; value: string; changeMessage?: string }[]>
  [key: string]: unknown
}

/** A pass by the text in its `pass.json`. */
export function readPass(file: Buffer | null): ReadPass {
  return JSON.parse(file ? (unzip(file).get("pass.json")?.toString() ?? "{}") : "{}")
}

/** What a pass says in one of its fields, wherever that is. */
export function fieldOf(pass: ReadPass, key: string): string | undefined {
  return Object.values(pass.eventTicket)
    .flat()
    .find((field) => field.key === key)?.value
}

export type WalletWorld = {
  world: World
  apple: PushServer
  google: GoogleServer
  /** With which what Google is sent can be verified. */
  googleKey: string
  certificate: string
  registrationId: string
  /** Takes the pass as its owner does. */
  take(): Promise<ReadPass>
}

const open: { close(): unknown }[] = []

/** Gives servers and connections back after each test; called once, at the top of a file. */
export function closeWallets(): void {
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close()
  })
}

/** Somebody with a ticket, on a site with certificates of its own for Apple and Google, and stand-ins for both. */
export async function createWalletWorld(
  db: Database,
  { expiresAt = new Date("2036-01-01T00:00:00Z"), ...options }: WorldOptions & { expiresAt?: Date } = {},
): Promise<WalletWorld> {
  const { apple: certificates, google: googleKeys } = issue()
  const { certificate, key, wwdr } = certificates
  const apple = await startPushServer({ key, cert: certificate, ca: wwdr })
  const google = await startGoogleServer()
  const issuer = {
    passTypeId: testPassType,
    teamId: testTeam,
    certificate,
    key,
    wwdr,
    expiresAt,
    pushUrl: apple.url,
  }
  const account = { issuerId: "3388", email: "site@project.example", key: googleKeys.key }
  const googleIssuer = { ...account, tokenUrl: google.tokenUrl, apiUrl: google.url }
  const push = applePush(issuer, { ca: wwdr })
  const client = googleWallet(googleIssuer, () => new Date())
  open.push(apple, google, push, client)
  const wallet = { apple: { issuer, push }, google: { issuer: googleIssuer, wallet: client } }
  const world = await createWorld(db, { ...options, context: { wallet, ...options.context } })
  const registrationId = await acceptedRegistration(world)
  return {
    world,
    apple,
    google,
    googleKey: googleKeys.publicKey,
    certificate,
    registrationId,
    take: async () => readPass(await makeApplePass(world.context, registrationId)),
  }
}

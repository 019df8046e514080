import { createHash } from "node:crypto"

/** What a device is told about a network; `password` is null where the device asks for it. */
export type WifiProfile = {
  registrationId: string
  networkName: string
  /** Null for an open network with a portal. */
  credentials: { username: string; password: string | null } | null
  /** When the device forgets all of it by itself. */
  removedAt: Date
  title: string
  description: string
  organization: string
}

/** Apple's types of EAP: TTLS and PEAP. */
const eapTypes = [21, 25]

type Value = string | number | boolean | Date | Value[] | { [key: string]: Value }

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function plist(value: Value): string {
  if (typeof value === "string") return `<string>${escaped(value)}</string>`
  if (typeof value === "number") return `<integer>${value}</integer>`
  if (typeof value === "boolean") return value ? "<true/>" : "<false/>"
  if (value instanceof Date) return `<date>${value.toISOString().replace(/\.\d+Z$/, "Z")}</date>`
  if (Array.isArray(value)) return `<array>${value.map(plist).join("")}</array>`
  const entries = Object.entries(value).map(([key, part]) => `<key>${escaped(key)}</key>${plist(part)}`)
  return `<dict>${entries.join("")}</dict>`
}

/** A UUID that is the same whenever the same ticket's profile is made, so that a second one replaces the first. */
function uuidOf(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex")
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `5${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
  ]
  return [...parts, digits.slice(20, 32)].join("-").toUpperCase()
}

/** A configuration profile for iPhone, iPad and Mac that joins the network and removes itself after the event; unsigned. */
export function wifiProfile(profile: WifiProfile): string {
  const { registrationId, networkName, credentials, removedAt, title, description, organization } = profile
  const identifier = `gatehouse.wifi.${registrationId}`
  const eap = credentials && {
    AcceptEAPTypes: eapTypes,
    TTLSInnerAuthentication: "MSCHAPv2",
    UserName: credentials.username,
    ...(credentials.password === null ? {} : { UserPassword: credentials.password }),
  }
  const wifi = {
    PayloadType: "com.apple.wifi.managed",
    PayloadVersion: 1,
    PayloadIdentifier: `${identifier}.network`,
    PayloadUUID: uuidOf(`${identifier}.network`),
    PayloadDisplayName: networkName,
    SSID_STR: networkName,
    HIDDEN_NETWORK: false,
    AutoJoin: true,
    EncryptionType: eap ? "WPA2" : "None",
    ...(eap ? { EAPClientConfiguration: eap } : {}),
  }
  const configuration = {
    PayloadType: "Configuration",
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier),
    PayloadDisplayName: title,
    PayloadDescription: description,
    PayloadOrganization: organization,
    PayloadRemovalDisallowed: false,
    RemovalDate: removedAt,
    PayloadContent: [wifi],
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${plist(configuration)}</plist>
`
}

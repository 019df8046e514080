import { createHash } from "node:crypto"
import { clockTime, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { walletTranslator } from "@/lib/i18n/messages"
import { lightPalette } from "@/lib/mail/palette"
import { signDetached } from "./signed-data"
import { storedZip } from "./stored-zip"
import { hasWords, isVoid, type TicketPass } from "./ticket-pass"

/** What passes for Apple Wallet are signed and told of with: PEM, the key without its passphrase. */
export type AppleIssuer = {
  passTypeId: string
  teamId: string
  certificate: string
  key: string
  wwdr: string
  /** When the first of the two certificates expires. */
  expiresAt: Date
  pushUrl: string
}

/** Where the device asks for a newer pass, and what it proves itself with. */
export type PassService = { url: string; token: string }

/** `#1a2b3c` as a pass writes it. */
function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return `rgb(${red}, ${green}, ${blue})`
}

/** The Wi-Fi as iOS joins it: it knows a name and a password, so an open network with a portal is only written down. */
function wifiAccess({ wifi }: TicketPass) {
  const canJoin = wifi?.password && !wifi.portalUrl
  return canJoin ? { wifiAccess: [{ ssid: wifi.networkName, password: wifi.password ?? "" }] } : {}
}

type Field = { key: string; label?: string; value: string; changeMessage?: string }

function fieldsOf(ticket: TicketPass): Record<string, Field[]> {
  const { event, language, status, name, wifi } = ticket
  const { timeZone, doorsAt } = event
  const t = walletTranslator(language)
  const when = fullRange(event, language)
  const zone = zoneLabel(event.startsAt, timeZone, language, event.endsAt)
  const code = displayTicketCode(ticket.ticketCode)
  const back: [key: string, label: string, value: string | null | undefined][] = [
    ["zone", t("pass.when"), `${when} (${zone})`],
    ["doors", t("pass.doors"), doorsAt && clockTime(doorsAt, timeZone, language)],
    ["address", t("pass.address"), event.venueAddress],
    ["note", t("pass.note"), event.ticketNote],
    ["network", t("pass.wifi.network"), wifi?.networkName],
    ["username", t("pass.wifi.username"), wifi?.username],
    ["password", t("pass.wifi.password"), wifi?.password],
    ["host", t("pass.host"), event.host],
    ["ticket", t("pass.ticket"), ticket.ticketUrl],
  ]
  // Whoever is told of a change reads its `changeMessage`, with the new value in it.
  const state = { key: "status", label: t("pass.status.label"), changeMessage: "%@" }
  return {
    headerFields: hasWords(status) ? [{ ...state, value: t(`pass.status.${status}`) }] : [],
    primaryFields: [{ key: "event", value: event.title }],
    secondaryFields: [
      { key: "when", label: t("pass.when"), value: when, changeMessage: t("pass.changed.when") },
      {
        key: "where",
        label: t("pass.where"),
        value: event.venueName,
        changeMessage: t("pass.changed.where"),
      },
    ],
    auxiliaryFields: [
      ...(name ? [{ key: "name", label: t("pass.name"), value: name }] : []),
      { key: "code", label: t("pass.code"), value: code },
    ],
    backFields: back.flatMap(([key, label, value]) => (value ? [{ key, label, value }] : [])),
  }
}

/** What makes a pass good for the door, and brings it up at its hour; nothing once it is void. */
function admission(ticket: TicketPass) {
  if (isVoid(ticket)) return { voided: true }
  const { startsAt, doorsAt, endsAt } = ticket.event
  const code = {
    format: "PKBarcodeFormatQR",
    message: ticket.codeText,
    messageEncoding: "iso-8859-1",
    altText: displayTicketCode(ticket.ticketCode),
  }
  return {
    barcodes: [code],
    // What iOS reads before version 18, and since.
    relevantDate: startsAt.toISOString(),
    relevantDates: [{ startDate: (doorsAt ?? startsAt).toISOString(), endDate: endsAt.toISOString() }],
  }
}

/** The `pass.json` of a ticket, in its language and the event's time zone. */
export function applePassContent(issuer: AppleIssuer, ticket: TicketPass, service: PassService) {
  const { event } = ticket
  const t = walletTranslator(ticket.language)
  const { solid, onSolid, tint } = lightPalette(event.hue)
  return {
    formatVersion: 1,
    passTypeIdentifier: issuer.passTypeId,
    teamIdentifier: issuer.teamId,
    serialNumber: ticket.id,
    organizationName: event.host,
    description: t("pass.description", { event: event.title }),
    logoText: event.host,
    groupingIdentifier: event.id,
    sharingProhibited: true,
    backgroundColor: rgb(solid),
    foregroundColor: rgb(onSolid),
    labelColor: rgb(tint),
    webServiceURL: service.url,
    authenticationToken: service.token,
    expirationDate: event.endsAt.toISOString(),
    ...admission(ticket),
    semantics: {
      eventName: event.title,
      eventStartDate: event.startsAt.toISOString(),
      eventEndDate: event.endsAt.toISOString(),
      venueName: event.venueName,
      ...(event.doorsAt ? { venueDoorsOpenDate: event.doorsAt.toISOString() } : {}),
      ...wifiAccess(ticket),
    },
    eventTicket: fieldsOf(ticket),
  }
}

/**
 * A ticket as a signed `.pkpass` (Apple, “Wallet Passes”). `pictures` are files by their names in the pass; `now`: when it
 * is signed.
 */
export function applePass(
  issuer: AppleIssuer,
  ticket: TicketPass,
  service: PassService,
  { pictures, now }: { pictures: Record<string, Buffer>; now: Date },
): Buffer {
  const content = Buffer.from(JSON.stringify(applePassContent(issuer, ticket, service)))
  const files = { ...pictures, "pass.json": content }
  const hashes = Object.entries(files).map(([name, file]) => [
    name,
    createHash("sha1").update(file).digest("hex"),
  ])
  const manifest = Buffer.from(JSON.stringify(Object.fromEntries(hashes)))
  const { certificate, wwdr, key } = issuer
  const signature = signDetached(manifest, { certificate, chain: wwdr, key }, now)
  return storedZip({ ...files, "manifest.json": manifest, signature })
}

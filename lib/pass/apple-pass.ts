import { PKPass } from "passkit-generator"
import { clockTime, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { walletTranslator } from "@/lib/i18n/messages"
import { lightPalette } from "@/lib/mail/palette"
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

/**
 * A ticket as a signed `.pkpass` (Apple, “Wallet Passes”), in the ticket's language and the event's time zone. `pictures` are
 * files by their names in the pass.
 */
export function applePass(
  issuer: AppleIssuer,
  ticket: TicketPass,
  service: PassService,
  pictures: Record<string, Buffer>,
): Buffer {
  const { event, language, status } = ticket
  const t = walletTranslator(language)
  const { solid, onSolid, tint } = lightPalette(event.hue)
  const isOff = isVoid(ticket)
  const pass = new PKPass(
    pictures,
    { wwdr: issuer.wwdr, signerCert: issuer.certificate, signerKey: issuer.key },
    {
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
      ...(isOff ? { voided: true } : {}),
      semantics: {
        eventName: event.title,
        eventStartDate: event.startsAt.toISOString(),
        eventEndDate: event.endsAt.toISOString(),
        venueName: event.venueName,
        ...(event.doorsAt ? { venueDoorsOpenDate: event.doorsAt.toISOString() } : {}),
        ...wifiAccess(ticket),
      },
    },
  )
  pass.type = "eventTicket"
  pass.setExpirationDate(event.endsAt)
  if (!isOff) {
    pass.setRelevantDate(event.startsAt)
    pass.setRelevantDates([{ startDate: event.doorsAt ?? event.startsAt, endDate: event.endsAt }])
    pass.setBarcodes({
      format: "PKBarcodeFormatQR",
      message: ticket.codeText,
      messageEncoding: "iso-8859-1",
      altText: displayTicketCode(ticket.ticketCode),
    })
  }
  const field = (key: string, label: string, value: string) => ({ key, label, value })
  if (hasWords(status))
    pass.headerFields.push({
      ...field("status", t("pass.status.label"), t(`pass.status.${status}`)),
      changeMessage: "%@",
    })
  pass.primaryFields.push({ key: "event", value: event.title })
  pass.secondaryFields.push(
    {
      ...field("when", t("pass.when"), fullRange(event, language)),
      changeMessage: t("pass.changed.when"),
    },
    {
      ...field("where", t("pass.where"), event.venueName),
      changeMessage: t("pass.changed.where"),
    },
  )
  pass.auxiliaryFields.push(
    ...(ticket.name ? [field("name", t("pass.name"), ticket.name)] : []),
    field("code", t("pass.code"), displayTicketCode(ticket.ticketCode)),
  )
  const back: [key: string, label: string, value: string | null | undefined][] = [
    [
      "zone",
      t("pass.when"),
      `${fullRange(event, language)} (${zoneLabel(event.startsAt, event.timeZone, language, event.endsAt)})`,
    ],
    ["doors", t("pass.doors"), event.doorsAt && clockTime(event.doorsAt, event.timeZone, language)],
    ["address", t("pass.address"), event.venueAddress],
    ["note", t("pass.note"), event.ticketNote],
    ["network", t("pass.wifi.network"), ticket.wifi?.networkName],
    ["username", t("pass.wifi.username"), ticket.wifi?.username],
    ["password", t("pass.wifi.password"), ticket.wifi?.password],
    ["host", t("pass.host"), event.host],
    ["ticket", t("pass.ticket"), ticket.ticketUrl],
  ]
  for (const [key, label, value] of back) if (value) pass.backFields.push(field(key, label, value))
  return pass.getAsBuffer()
}

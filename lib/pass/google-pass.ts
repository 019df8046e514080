import { importPKCS8, SignJWT } from "jose"
import type { Event } from "@/lib/domain/event"
import { languageTag } from "@/lib/domain/language"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { walletTranslator } from "@/lib/i18n/messages"
import { lightPalette } from "@/lib/mail/palette"
import { hasWords, isVoid, type TicketPass } from "./ticket-pass"

/** What passes for Google Wallet are signed and changed with. */
export type GoogleIssuer = { issuerId: string; email: string; key: string; tokenUrl: string; apiUrl: string }

/** What a class says of the event; `languages`: those it is offered in, its own first. */
export type GoogleEvent = {
  event: Event
  languages: string[]
  eventUrl: string
  /** A picture that Google fetches; null where it could not. */
  pictureUrl: string | null
}

const saveAddress = "https://pay.google.com/gp/v/save"

/** Google cuts a longer name. */
const issuerNameLength = 20

/** The event of `ticket` as Google keeps it, once for all its tickets (Google Wallet API, `eventTicketClass`). */
export function googleClass({ issuerId }: Pick<GoogleIssuer, "issuerId">, shown: GoogleEvent) {
  const { event, languages, eventUrl, pictureUrl } = shown
  const [own = "en", ...others] = languages
  const localised = (text: string, translated: (language: string) => string | undefined) => {
    const values = others.flatMap((language) => {
      const value = translated(language)
      return value ? [{ language: languageTag(language), value }] : []
    })
    return {
      defaultValue: { language: languageTag(own), value: text },
      ...(values.length > 0 ? { translatedValues: values } : {}),
    }
  }
  const inOwn = (text: string) => localised(text, () => undefined)
  return {
    id: `${issuerId}.${event.id}`,
    issuerName: [...event.host].slice(0, issuerNameLength).join(""),
    reviewStatus: "UNDER_REVIEW",
    eventId: event.id,
    eventName: localised(event.title, (language) => event.translations[language]?.title),
    venue: {
      name: localised(event.venueName, (language) => event.translations[language]?.venueName),
      // Google asks for one.
      address: inOwn(event.venueAddress ?? event.venueName),
    },
    dateTime: {
      start: event.startsAt.toISOString(),
      end: event.endsAt.toISOString(),
      ...(event.doorsAt ? { doorsOpen: event.doorsAt.toISOString() } : {}),
    },
    hexBackgroundColor: lightPalette(event.hue).solid,
    homepageUri: { uri: eventUrl },
    multipleDevicesAndHoldersAllowedStatus: "ONE_USER_ALL_DEVICES",
    ...(pictureUrl ? { heroImage: { sourceUri: { uri: pictureUrl } } } : {}),
  }
}

/** A ticket as Google keeps it (`eventTicketObject`), in the ticket's language; without the Wi-Fi, which is none of Google's business. */
export function googleObject({ issuerId }: Pick<GoogleIssuer, "issuerId">, ticket: TicketPass) {
  const { event, status } = ticket
  const t = walletTranslator(ticket.language)
  const texts = [
    ...(hasWords(status)
      ? [{ id: "status", header: t("pass.status.label"), body: t(`pass.status.${status}`) }]
      : []),
    ...(event.ticketNote ? [{ id: "note", header: t("pass.note"), body: event.ticketNote }] : []),
  ]
  return {
    id: `${issuerId}.${ticket.id}`,
    classId: `${issuerId}.${event.id}`,
    state: isVoid(ticket) ? "INACTIVE" : "ACTIVE",
    // A PATCH leaves what it does not name, so what there is no longer is named as well.
    ticketHolderName: ticket.name || null,
    ticketNumber: displayTicketCode(ticket.ticketCode),
    barcode: isVoid(ticket)
      ? null
      : {
          type: "QR_CODE",
          value: ticket.codeText,
          alternateText: displayTicketCode(ticket.ticketCode),
        },
    validTimeInterval: { end: { date: event.endsAt.toISOString() } },
    textModulesData: texts.length > 0 ? texts : null,
    linksModuleData: { uris: [{ id: "ticket", uri: ticket.ticketUrl, description: t("pass.ticket") }] },
  }
}

export type GoogleClass = ReturnType<typeof googleClass>
export type GoogleObject = ReturnType<typeof googleObject>

/** What of a ticket there is; null where there is nothing, which only a PATCH has to say. */
export function withoutNulls(ticket: GoogleObject): Partial<GoogleObject> {
  return Object.fromEntries(Object.entries(ticket).filter(([, value]) => value !== null))
}

/**
 * Where somebody saves a ticket in Google Wallet, signed by the service account. Google advises against addresses of more
 * than 1,800 characters, which browsers may cut, so what Google has already (`isKept`) is only named in it.
 */
export async function googleSaveUrl(
  { email, key }: Pick<GoogleIssuer, "email" | "key">,
  { eventClass, ticket, isKept }: { eventClass: GoogleClass; ticket: GoogleObject; isKept: boolean },
  { siteUrl, now }: { siteUrl: string; now: Date },
): Promise<string> {
  const { id, classId } = ticket
  const payload = isKept
    ? { eventTicketObjects: [{ id, classId }] }
    : { eventTicketClasses: [eventClass], eventTicketObjects: [withoutNulls(ticket)] }
  const claims = {
    typ: "savetowallet",
    origins: [siteUrl],
    payload,
  }
  const jwt = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(email)
    .setAudience("google")
    .setIssuedAt(now)
    .sign(await importPKCS8(key, "RS256"))
  return `${saveAddress}/${jwt}`
}

import { type Event, placesLeft } from "@/lib/domain/event"
import { type EventPhase, eventPhase } from "@/lib/domain/event-phase"
import { languageTag } from "@/lib/domain/language"
import type { PageContent, Speaker } from "@/lib/domain/page-content"
import { picturePath } from "@/lib/domain/picture"

/**
 * Where an event's page and its pictures are, as whole addresses, its description without Markdown, and what the page
 * says beside it.
 */
export type SharedEvent = {
  url: string
  pictures: string[]
  description: string
  content?: Pick<PageContent, "sessions" | "speakers">
}

/** An instant as the event's own clock reads it, `2027-05-14T09:00:00+02:00`: search engines show the clock as it stands. */
function offsetTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "longOffset" },
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? ""
  const offset =
    part("timeZoneName")
      .replace(/^(GMT|UTC)/, "")
      .replace("−", "-") || "+00:00"
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}${offset}`
}

const availability: Record<EventPhase, string> = {
  open: "InStock",
  full: "SoldOut",
  waitlist: "SoldOut",
  not_open: "PreOrder",
  closed: "OutOfStock",
  past: "OutOfStock",
  draft: "OutOfStock",
  archived: "OutOfStock",
  cancelled: "Discontinued",
}

/** An event in schema.org's words, with all that search engines require or recommend and Gatehouse knows. */
export function eventData(
  event: Event,
  { url, pictures, description, content }: SharedEvent,
  language: string,
  now: Date,
) {
  const { timeZone, startsAt, endsAt, doorsAt, capacity, venueName, venueAddress } = event
  const left = placesLeft(event)
  const phase = eventPhase(event, now)
  return {
    "@context": "https://schema.org",
    "@type": "Event",
    "@id": url,
    url,
    name: event.title,
    ...(description && { description }),
    image: pictures,
    inLanguage: languageTag(language),
    startDate: offsetTime(startsAt, timeZone),
    endDate: offsetTime(endsAt, timeZone),
    ...(doorsAt && { doorTime: offsetTime(doorsAt, timeZone) }),
    eventStatus: `https://schema.org/${phase === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    location: {
      "@type": "Place",
      name: venueName,
      address: venueAddress ?? venueName,
    },
    ...(content && programmeData(event, url, content)),
    organizer: { "@type": "Organization", name: event.host, url: new URL("/", url).href },
    isAccessibleForFree: true,
    ...(capacity !== null && { maximumAttendeeCapacity: capacity }),
    ...(left !== null && { remainingAttendeeCapacity: left }),
    offers: {
      "@type": "Offer",
      url: `${url}/register`,
      price: 0,
      // A ticket that costs nothing costs it in any currency, but readers want one named.
      priceCurrency: "EUR",
      availability: `https://schema.org/${availability[phase]}`,
      ...(event.registrationOpensAt && { validFrom: offsetTime(event.registrationOpensAt, timeZone) }),
    },
  }
}

function personData({ name, role, link, picture }: Speaker, site: string) {
  const widest = picture?.widths.at(-1)
  return {
    "@type": "Person",
    name,
    ...(role && { jobTitle: role }),
    ...(link && { url: link }),
    ...(picture && widest && { image: new URL(picturePath(picture, widest, "webp"), site).href }),
  }
}

/** The sessions of an event as parts of it, and those who speak. */
function programmeData(
  { timeZone, venueName, venueAddress, cancelledAt }: Event,
  url: string,
  { sessions, speakers }: Pick<PageContent, "sessions" | "speakers">,
) {
  const subEvent = sessions.map(({ id, title, startsAt, endsAt, room, text, speakerIds }) => {
    const performer = speakers
      .filter((speaker) => speakerIds.includes(speaker.id))
      .map((speaker) => personData(speaker, url))
    return {
      "@type": "Event",
      "@id": `${url}#session-${id}`,
      name: title,
      ...(text && { description: text }),
      startDate: offsetTime(startsAt, timeZone),
      endDate: offsetTime(endsAt, timeZone),
      eventStatus: `https://schema.org/${cancelledAt ? "EventCancelled" : "EventScheduled"}`,
      location: {
        "@type": "Place",
        name: [room, venueName].filter(Boolean).join(", "),
        address: venueAddress ?? venueName,
      },
      ...(performer.length > 0 && { performer }),
    }
  })
  return {
    ...(speakers.length > 0 && { performer: speakers.map((speaker) => personData(speaker, url)) }),
    ...(subEvent.length > 0 && { subEvent }),
  }
}

/** Questions and answers in schema.org's words; answers are HTML. */
export function faqData(url: string, faq: { question: string; html: string }[], language: string) {
  return {
    "@context": "https://schema.org",
    "@type": "FAQPage",
    "@id": `${url}#faq`,
    inLanguage: languageTag(language),
    mainEntity: faq.map(({ question, html }) => ({
      "@type": "Question",
      name: question,
      acceptedAnswer: { "@type": "Answer", text: html },
    })),
  }
}

/** JSON that may stand inside a script element: nothing in it can end the element. */
export function toScriptText(data: object): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c")
}

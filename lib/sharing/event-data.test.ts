import { describe, expect, it } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { eventData, faqData, toScriptText } from "./event-data"

const shared = {
  url: "https://tickets.example/e/summit",
  pictures: ["https://tickets.example/e/summit/share/en.png"],
  description: "A day of talks.",
}
const before = new Date("2027-01-01T00:00:00Z")

const dataOf = (event: Parameters<typeof testEvent>[0], now = before) =>
  eventData(testEvent(event), shared, "en", now)

describe("an event for search engines", () => {
  it("has what schema.org and search engines require, with the event's own clock", () => {
    const data = dataOf({
      startsAt: new Date("2027-05-14T07:00:00Z"),
      endsAt: new Date("2027-05-14T15:30:00Z"),
      timeZone: "Europe/Berlin",
    })

    expect(data).toMatchObject({
      "@type": "Event",
      name: testEvent().title,
      startDate: "2027-05-14T09:00:00+02:00",
      endDate: "2027-05-14T17:30:00+02:00",
      eventStatus: "https://schema.org/EventScheduled",
      location: { "@type": "Place", name: testEvent().venueName },
      image: shared.pictures,
      organizer: { name: testEvent().host, url: "https://tickets.example/" },
      isAccessibleForFree: true,
    })
  })

  it.each([
    ["UTC", "2027-05-14T07:00:00+00:00"],
    ["America/St_Johns", "2027-05-14T04:30:00-02:30"],
    ["Asia/Kathmandu", "2027-05-14T12:45:00+05:45"],
  ])("writes the time in %s with its offset", (timeZone, startDate) => {
    expect(dataOf({ timeZone, startsAt: new Date("2027-05-14T07:00:00Z") }).startDate).toBe(startDate)
  })

  it.each([
    ["open", {}, "InStock"],
    ["full", { capacity: 2, taken: 2 }, "SoldOut"],
    ["not open yet", { registrationOpensAt: new Date("2027-02-01T00:00:00Z") }, "PreOrder"],
    ["over for good", { cancelledAt: before }, "Discontinued"],
    ["closed", { registrationClosesAt: new Date("2026-12-01T00:00:00Z") }, "OutOfStock"],
  ])("says that registration is %s", (_, event, availability) => {
    expect(dataOf(event).offers.availability).toBe(`https://schema.org/${availability}`)
  })

  it("has its sessions as parts, each in its room, and who speaks in them", () => {
    const speaker = {
      id: "amira",
      name: "Amira Haddad",
      role: "Cartographer",
      link: "https://example.org/amira",
    }
    const session = {
      ...{
        id: "maps",
        title: "Maps",
        room: "Loft",
        speakerIds: ["amira"],
        text: "",
        revision: 0,
        translations: {},
      },
      ...{ startsAt: new Date("2027-05-14T08:00:00Z"), endsAt: new Date("2027-05-14T08:45:00Z") },
    }
    const picture = { hash: "0".repeat(32), widths: [160, 240], focus: "center_center" as const }
    const content = { sessions: [session], speakers: [{ ...speaker, picture, text: "", translations: {} }] }
    const person = {
      "@type": "Person",
      ...{ name: "Amira Haddad", jobTitle: "Cartographer", url: "https://example.org/amira" },
      image: `https://tickets.example/covers/${picture.hash}/240.webp`,
    }

    expect(eventData(testEvent(), { ...shared, content }, "en", before)).toMatchObject({
      performer: [person],
      subEvent: [
        {
          "@type": "Event",
          "@id": "https://tickets.example/e/summit#session-maps",
          name: "Maps",
          startDate: "2027-05-14T10:00:00+02:00",
          location: { name: "Loft, Kraftwerk, Hall B", address: "Köpenicker Str. 70, Berlin" },
          performer: [person],
        },
      ],
    })
    expect(dataOf({})).not.toHaveProperty("subEvent")
  })

  it("has its questions and answers as a page of their own kind", () => {
    const faq = [{ question: "Parking?", html: "<p>No.</p>" }]

    expect(faqData(shared.url, faq, "pt")).toMatchObject({
      "@type": "FAQPage",
      inLanguage: "pt-BR",
      mainEntity: [{ name: "Parking?", acceptedAnswer: { "@type": "Answer", text: "<p>No.</p>" } }],
    })
  })

  it("says that the event was cancelled", () => {
    expect(dataOf({ cancelledAt: before }).eventStatus).toBe("https://schema.org/EventCancelled")
  })

  it("says how many places are left, and nothing where there is no limit", () => {
    expect(dataOf({ capacity: 40, taken: 15 })).toMatchObject({ remainingAttendeeCapacity: 25 })
    expect(dataOf({ capacity: null })).not.toHaveProperty("remainingAttendeeCapacity")
  })

  it("cannot end the element it stands in", () => {
    const text = toScriptText(dataOf({ title: "</script><script>alert(1)</script>" }))

    expect(text).not.toContain("<")
    expect(JSON.parse(text).name).toBe("</script><script>alert(1)</script>")
  })
})

import type { Event } from "@/lib/domain/event"

/** An event for tests: 14 May 2027, 9:00 to 17:30 in Berlin. */
export function testEvent(overrides: Partial<Event> = {}): Event {
  return {
    id: "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01",
    slug: "field-notes",
    title: "Field Notes Summit",
    host: "Northside Meetups",
    description: "",
    startsAt: new Date("2027-05-14T07:00:00Z"),
    endsAt: new Date("2027-05-14T15:30:00Z"),
    doorsAt: new Date("2027-05-14T06:30:00Z"),
    timeZone: "Europe/Berlin",
    venueName: "Kraftwerk, Hall B",
    venueAddress: "Köpenicker Str. 70, Berlin",
    capacity: 240,
    taken: 0,
    registrationOpensAt: null,
    registrationClosesAt: null,
    organization: { id: "7", name: "Northside" },
    hue: 28,
    cover: null,
    terms: "",
    editDeadline: null,
    retentionDays: 30,
    ticketNote: null,
    remindsBefore: true,
    thanksAfter: false,
    revision: 0,
    cancelledAt: null,
    cancelReason: null,
    translations: {},
    ...overrides,
  }
}

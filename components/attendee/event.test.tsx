import { describe, expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import type { Event } from "@/lib/domain/event"
import type { EventPhase } from "@/lib/domain/event-phase"
import { words } from "@/lib/i18n/test-words"
import { EventCard } from "./event-card"
import { EventFacts } from "./event-facts"
import { RegistrationNotice } from "./registration-notice"
import { TicketProgress } from "./ticket-progress"
import { TicketStub } from "./ticket-stub"

function event(overrides: Partial<Event> = {}): Event {
  return {
    id: "1",
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
    taken: 26,
    waitlistOrder: null,
    offerHours: 24,
    claimHours: 3,
    waiting: 0,
    registrationOpensAt: null,
    registrationClosesAt: null,
    organization: { name: "northside", id: "1" },
    hue: 45,
    terms: "",
    editDeadline: null,
    retentionDays: 30,
    ticketNote: null,
    remindsBefore: true,
    thanksAfter: false,
    revision: 0,
    cancelledAt: null,
    cancelReason: null,
    cover: null,
    translations: {},
    ...overrides,
  }
}

const progressWords = {
  finished: { title: "Finished", body: "" },
  checking: { title: "Checking", body: "" },
  under_way: { title: "Under way", body: <a href="/tickets/7">Load it again</a> },
}

const longBefore = new Date("2027-01-01T00:00:00Z")

describe("an event's facts", () => {
  test("are read out with the full date, which the picture of a calendar only shows", async () => {
    const { html } = await rendered(<EventFacts event={event()} />)

    expect(html).toContain('<time dateTime="2027-05-14T07:00:00.000Z">')
    expect(html).toContain("Friday, 14 May 2027, 09:00–17:30")
    expect(html).toContain("Central European Summer Time")
    expect(html).toContain("Köpenicker Str. 70, Berlin")
  })

  test.each([
    [240, 26, words("attendee.places.left", { count: 214 })],
    [240, 239, words("attendee.places.left", { count: 1 })],
    [240, 240, words("attendee.places.left", { count: 0 })],
  ])("with %d places and %d taken say “%s”", async (capacity, taken, expected) => {
    const { html } = await rendered(<EventFacts event={event({ capacity, taken })} />)

    expect(html).toContain(expected)
  })

  test.each(["closed", "past", "cancelled"] as const)(
    "say nothing of places while it is %s",
    async (phase) => {
      const { html } = await rendered(<EventFacts event={event()} phase={phase} />)

      expect(html).not.toContain("place")
    },
  )

  test("say nothing of places where there is no limit", async () => {
    const { html } = await rendered(<EventFacts event={event({ capacity: null })} />)

    expect(html).not.toMatch(/place|spot/)
  })
})

describe("an event in a list", () => {
  test.each([
    [event(), longBefore, words("attendee.places.left", { count: 214 })],
    [event({ capacity: null }), longBefore, "Open to everyone"],
    [event({ taken: 240 }), longBefore, "Full"],
    [event({ registrationOpensAt: new Date("2027-02-01T00:00:00Z") }), longBefore, "Opens soon"],
    [event({ registrationClosesAt: longBefore }), longBefore, "Registration closed"],
    [event(), new Date("2027-06-01T00:00:00Z"), "Over"],
    [event({ cancelledAt: longBefore }), longBefore, "Cancelled"],
  ])("says whether one can still come", async (given, now, expected) => {
    const { html } = await rendered(<EventCard event={given} now={now} />)

    expect(html).toContain(`>${expected}</span>`)
  })

  test("leads to its page, or to the ticket of whoever holds one", async () => {
    const own = await rendered(<EventCard event={event()} now={longBefore} href="/tickets/7" />)
    const other = await rendered(<EventCard event={event()} now={longBefore} />)

    expect([own, other].map((page) => page.byTag("a")[0]?.href)).toEqual(["/tickets/7", "/e/field-notes"])
    expect(own.html).toContain("Your ticket")
  })

  test("wears its own colour", async () => {
    const { byTag } = await rendered(<EventCard event={event({ hue: 150 })} now={longBefore} />)

    expect(byTag("article")[0]?.style).toBe("--h:150")
  })
})

describe("a closed door", () => {
  const opensAt = new Date("2027-02-01T09:00:00Z")
  const notice = async (phase: Exclude<EventPhase, "open">, isSignedIn = false, given: Partial<Event> = {}) =>
    rendered(<RegistrationNotice event={event(given)} phase={phase} isSignedIn={isSignedIn} />)

  test.each([
    ["full", "This event is full"],
    ["closed", "Registration has closed"],
    ["past", "This event is over"],
    ["not_open", "It opens on 1 February at 10:00 (Central European Standard Time)."],
    ["cancelled", "Northside Meetups has called it off."],
    ["archived", "Registration has closed"],
  ] as const)("%s says why", async (phase, expected) => {
    const { html } = await notice(phase, false, { registrationOpensAt: opensAt })

    expect(html).toContain(expected)
  })

  test("repeats the organizer's reason, whatever it holds", async () => {
    const { html } = await notice("cancelled", false, { cancelReason: "The roof <b>leaks</b>." })

    expect(html).toContain("Northside Meetups writes: The roof &lt;b&gt;leaks&lt;/b&gt;.")
  })

  test("leads strangers to their ticket, and does not ask whoever has signed in to sign in", async () => {
    const stranger = await notice("closed")
    const known = await notice("closed", true)

    expect(stranger.byTag("a")[0]?.href).toBe("/sign-in?to=/e/field-notes")
    expect(known.byTag("a")).toHaveLength(0)
  })
})

describe("a ticket", () => {
  const ticket = { name: "Ana Ribeiro", checkedInAt: null, code: "K7Q-40M-9XW2", qrText: "K7Q40M9XW2" }

  test("shows who may come, when, where, and the code in both forms", async () => {
    const { html } = await rendered(<TicketStub event={event()} {...ticket} />)

    const shown = [
      "Ana Ribeiro",
      words("attendee.ticket.doors"),
      "08:30",
      "Kraftwerk, Hall B",
      "Köpenicker Str. 70, Berlin",
      "K7Q-40M-9XW2",
    ]
    for (const text of shown) expect(html).toContain(`>${text}<`)
    expect(html).toMatch(/>Friday,? 14 May 2027,? (at )?09:00–17:30</)
    expect(html).toContain('href="/e/field-notes"')
    expect(html).toContain("openstreetmap.org/search?query=K%C3%B6penicker")
    expect(html).toContain('aria-label="Ticket K7Q-40M-9XW2 as a QR code"')
  })

  test("needs no time for doors", async () => {
    const { html } = await rendered(<TicketStub event={event({ doorsAt: null })} {...ticket} />)

    expect(html).not.toContain("Doors")
    expect(html).toContain("09:00–17:30")
  })

  test("has the organizer's note as text, and neither note nor code once it is over", async () => {
    const noted = event({ ticketNote: "Bring a <b>lamp</b>." })
    const { html } = await rendered(<TicketStub event={noted} {...ticket} />)
    const over = await rendered(<TicketStub event={noted} {...ticket} qrText={null} />)

    expect(html).toContain("Bring a &lt;b&gt;lamp&lt;/b&gt;.")
    expect(over.html).not.toContain("lamp")
    expect(over.html).not.toContain("QR code")
    expect(over.html).toContain("K7Q-40M-9XW2")
  })

  test("that was used says when", async () => {
    const checkedInAt = new Date("2027-05-14T07:12:00Z")
    const { html } = await rendered(<TicketStub event={event()} {...ticket} checkedInAt={checkedInAt} />)

    expect(html).toContain(">Checked in, 14 May at 09:12<")
  })

  test.each([
    ["accepted", "Under way"],
    ["user_created", "Under way"],
    ["needs_attention", "Checking"],
    ["finished", "Finished"],
  ] as const)("that is %s says “%s”", async (step, expected) => {
    const page = await rendered(<TicketProgress url="/api/tickets/7" initial={step} words={progressWords} />)

    expect(page.html).toContain(`<p class="font-semibold">${expected}</p>`)
    expect(page.byTag("div")[0]?.role).toBe("status")
  })
})

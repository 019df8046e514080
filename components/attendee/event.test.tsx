import { describe, expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import type { Event } from "@/lib/domain/event"
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
    registrationOpensAt: null,
    registrationClosesAt: null,
    organization: { name: "northside", id: "1" },
    hue: 45,
    terms: "",
    editDeadline: null,
    retentionDays: 30,
    revision: 0,
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
    [event(), new Date("2027-06-01T00:00:00Z"), "Registration closed"],
  ])("says whether one can still come", async (given, now, expected) => {
    const { html } = await rendered(<EventCard event={given} now={now} />)

    expect(html).toContain(`<span>${expected}</span>`)
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
  test.each([
    ["full", "This event is full"],
    ["closed", "Registration has closed"],
    ["not_open", "It opens on 1 February at 10:00 (Central European Standard Time)."],
  ] as const)("%s says why", async (state, expected) => {
    const opensAt = new Date("2027-02-01T09:00:00Z")

    const { html } = await rendered(
      <RegistrationNotice state={state} opensAt={opensAt} timeZone="Europe/Berlin" />,
    )

    expect(html).toContain(expected)
  })
})

describe("a ticket", () => {
  test("shows who may come, when, where, and the code in both forms", async () => {
    const { html } = await rendered(
      <TicketStub event={event()} name="Ana Ribeiro" code="K7Q-40M-9XW2" qrText="K7Q40M9XW2" />,
    )

    for (const text of [
      "Ana Ribeiro",
      words("attendee.ticket.doors"),
      "08:30",
      "Kraftwerk, Hall B",
      "K7Q-40M-9XW2",
    ]) {
      expect(html).toContain(`>${text}<`)
    }
    expect(html).toContain('aria-label="Ticket K7Q-40M-9XW2 as a QR code"')
  })

  test("gives the start where no time for doors is known", async () => {
    const { html } = await rendered(
      <TicketStub event={event({ doorsAt: null })} name="Ana" code="K7Q-40M-9XW2" qrText="K7Q40M9XW2" />,
    )

    expect(html).toContain(">Starts</dt>")
    expect(html).toContain(">09:00</dd>")
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

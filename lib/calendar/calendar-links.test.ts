import { describe, expect, it } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { googleCalendarUrl, outlookCalendarUrl } from "./calendar-links"

const url = "https://gatehouse.example/tickets/42?a=1&b=2"
const hostile = testEvent({ title: "C++ & Söhne #1", venueName: "x&dates=19700101", venueAddress: null })

describe("googleCalendarUrl", () => {
  it("fills in title, UTC times, zone, place and address", () => {
    const link = new URL(googleCalendarUrl(testEvent(), url))

    expect(link.origin + link.pathname).toBe("https://calendar.google.com/calendar/render")
    expect(Object.fromEntries(link.searchParams)).toEqual({
      action: "TEMPLATE",
      text: "Field Notes Summit",
      dates: "20270514T070000Z/20270514T153000Z",
      ctz: "Europe/Berlin",
      details: `Northside Meetups\n${url}`,
      location: "Kraftwerk, Hall B, Köpenicker Str. 70, Berlin",
    })
  })

  it("lets no value become another parameter", () => {
    const { searchParams } = new URL(googleCalendarUrl(hostile, url))

    expect(searchParams.getAll("dates")).toEqual(["20270514T070000Z/20270514T153000Z"])
    expect(searchParams.get("text")).toBe("C++ & Söhne #1")
    expect(searchParams.get("location")).toBe("x&dates=19700101")
  })
})

describe("outlookCalendarUrl", () => {
  it("fills in subject, times, place and address", () => {
    const link = new URL(outlookCalendarUrl(testEvent(), url))

    expect(link.origin).toBe("https://outlook.live.com")
    expect(Object.fromEntries(link.searchParams)).toEqual({
      path: "/calendar/action/compose",
      rru: "addevent",
      subject: "Field Notes Summit",
      startdt: "2027-05-14T07:00:00.000Z",
      enddt: "2027-05-14T15:30:00.000Z",
      body: `Northside Meetups\n${url}`,
      location: "Kraftwerk, Hall B, Köpenicker Str. 70, Berlin",
    })
  })

  it("writes spaces as %20, because Outlook shows a plus as a plus", () => {
    const link = outlookCalendarUrl(hostile, url)

    expect(link).toContain("subject=C%2B%2B%20%26%20S%C3%B6hne%20%231&")
  })
})

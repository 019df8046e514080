import { afterEach, describe, expect, it } from "vitest"
import { calendarFile } from "@/lib/calendar/calendar-file"
import { words } from "@/lib/i18n/test-words"
import { testEvent } from "@/lib/testing/event"
import { startSmtpServer } from "./test-smtp-server"
import { ticketMail } from "./ticket-mail"
import { smtpTransport } from "./transport"

const base = {
  to: "ana@example.com",
  language: "en",
  dates: "en",
  firstName: "Ana",
  event: testEvent(),
  ticketCode: "K7Q40M9XW2",
  ticketUrl: "https://gatehouse.example/tickets/42",
  codePicture: Buffer.from("a picture").toString("base64"),
  wallets: [],
  wifiUrl: null,
  backUrl: null,
  origin: "person" as const,
  calendar: {
    method: "publish" as const,
    file: calendarFile(testEvent(), {
      url: "https://gatehouse.example/e/field-notes",
      sequence: 0,
      at: new Date("2027-01-10T12:00:00Z"),
      organizer: "tickets@gatehouse.example",
    }),
    googleUrl: "https://calendar.example/google?a=1&b=2",
    outlookUrl: "https://calendar.example/outlook",
  },
}
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource.close()
})

describe("ticketMail", () => {
  it("says in the subject that the person is in", () => {
    expect(ticketMail(base).subject).toBe("You’re in: Field Notes Summit")
  })

  it.each(["text", "html"] as const)("carries every fact in %s, in the event's time zone", (part) => {
    const body = ticketMail(base)[part]

    for (const fact of [
      "See you on 14 May, Ana.",
      "Field Notes Summit",
      "Northside Meetups",
      "Friday, 14 May 2027, 09:00–17:30",
      "Central European Summer Time",
      "08:30",
      "Kraftwerk, Hall B",
      "Köpenicker Str. 70, Berlin",
      "K7Q-40M-9XW2",
      "https://gatehouse.example/tickets/42",
    ])
      expect(body).toContain(fact)
  })

  it.each(["text", "html"] as const)("carries the organizer's note in %s, as text", (part) => {
    const event = testEvent({ ticketNote: "Bring a <passport>." })

    expect(ticketMail({ ...base, event })[part]).toContain(
      part === "text" ? "Good to know: Bring a <passport>." : "Bring a &lt;passport&gt;.",
    )
  })

  it.each(["text", "html"] as const)("says truly why it comes, in its %s", (part) => {
    expect(ticketMail(base)[part]).toContain("confirmed with a code")
    expect(ticketMail({ ...base, origin: "organizer" })[part]).toContain(`${base.event.host} added you`)
    for (const origin of ["organizer", "gate"] as const) {
      expect(ticketMail({ ...base, origin })[part]).not.toContain("confirmed")
    }
  })

  it("links to the ticket and to both calendars", () => {
    const addresses = [...ticketMail(base).html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href)

    expect(addresses).toEqual([
      "https://gatehouse.example/tickets/42",
      "https://calendar.example/google?a=1&amp;b=2",
      "https://calendar.example/outlook",
    ])
  })

  it.each(["text", "html"] as const)("links to the Wi-Fi of an event that has one, in its %s", (part) => {
    const wifiUrl = "https://gatehouse.example/tickets/42#wifi"
    expect(ticketMail({ ...base, wifiUrl })[part]).toContain(wifiUrl)
    expect(ticketMail(base)[part]).not.toMatch(/Wi-Fi|null/)
  })

  it.each(["text", "html"] as const)("leads to the wallets that are offered, in its %s", (part) => {
    const wallets = [
      { wallet: "apple" as const, url: `${base.ticketUrl}/ticket.pkpass` },
      { wallet: "google" as const, url: `${base.ticketUrl}/google-wallet` },
    ]

    const mail = ticketMail({ ...base, wallets })[part]
    for (const { wallet, url } of wallets) {
      expect(mail).toContain(words(`wallet.add.${wallet}`))
      expect(mail).toContain(url)
    }
    expect(ticketMail(base)[part]).not.toContain("Wallet")
  })

  it("says everything in the person's language", () => {
    const event = testEvent({ translations: { ar: { title: "ملتقى الميدان" } } })

    const mail = ticketMail({ ...base, event, language: "ar", dates: "ar" })

    expect(mail.subject).toBe("تم تسجيلك: \u2068ملتقى الميدان\u2069")
    expect(mail.text).toContain("نراك يوم 14 مايو يا \u2068Ana\u2069.")
    expect(mail.html).toContain('<html lang="ar" dir="rtl">')
    expect(mail.html).toContain('<span dir="ltr">K7Q-40M-9XW2</span>')
    expect(mail.text + mail.html).not.toMatch(/Where|Doors|Ticket number|Admit|Hosted/)
  })

  it("leaves out doors and address where the event has none", () => {
    const mail = ticketMail({ ...base, event: testEvent({ doorsAt: null, venueAddress: null }) })

    expect(mail.text).toContain("Where: Kraftwerk, Hall B\n")
    expect(mail.text + mail.html).not.toMatch(/Doors|null/)
  })

  it("escapes whatever people and organizers typed", () => {
    const hostile = `"><script>alert(1)</script><a href='javascript:x'>`
    const event = testEvent({ title: hostile, host: hostile, venueName: hostile, venueAddress: hostile })

    const mail = ticketMail({
      ...base,
      firstName: hostile,
      event,
      ticketUrl: 'https://gatehouse.example/"><script>',
    })

    expect(mail.html).not.toMatch(/<script|<a href='/)
    expect(mail.html.match(/<a /g)).toHaveLength(3)
  })

  it("keeps line breaks out of the subject and out of the text's facts", () => {
    const event = testEvent({
      title: "Summit\r\nBcc: eve@example.com",
      venueName: `Hall\n${words("mail.ticket.code")}: AAA`,
    })

    const mail = ticketMail({ ...base, event })

    expect(mail.subject).toBe("You’re in: Summit Bcc: eve@example.com")
    expect(mail.text).not.toContain(`\n${words("mail.ticket.code")}: AAA`)
  })

  it("arrives with the code as a picture and an invitation that calendars read", async () => {
    const server = await startSmtpServer()
    open.push(server)
    const transport = smtpTransport({ url: server.url, from: "tickets@gatehouse.example" })
    open.push(transport)

    await transport.send(ticketMail(base), "5b7f0f0e-0000-4000-8000-000000000001")

    const { attachments = [], html } = server.deliveries[0]?.mail ?? {}
    const invitation = attachments.find(({ filename }) => filename === "invite.ics")
    expect(invitation).toMatchObject({ contentType: "text/calendar" })
    const picture = attachments.find(({ filename }) => filename === "ticket.png")
    expect(picture).toMatchObject({ contentType: "image/png", related: true })
    expect(picture?.content.toString()).toBe("a picture")
    // mailparser puts what `cid:` names into the HTML.
    expect(html).toContain(`<img src="data:image/png;base64,${base.codePicture}"`)
    expect(invitation?.content.toString()).toBe(base.calendar.file)
    expect(invitation?.content.toString()).toContain("\r\nDTSTART:20270514T070000Z\r\n")
  })
})

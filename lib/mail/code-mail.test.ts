import { describe, expect, it } from "vitest"
import { words } from "@/lib/i18n/test-words"
import { testEvent } from "@/lib/testing/event"
import { codeMail } from "./code-mail"

const base = { to: "ana@example.com", language: "en", code: "412903", event: testEvent(), validMinutes: 10 }

describe("codeMail", () => {
  it("opens the subject with the code and names the event", () => {
    expect(codeMail(base).subject).toBe("412 903 is your Field Notes Summit code")
  })

  it("speaks for Gatehouse when somebody signs in", () => {
    const mail = codeMail({ ...base, event: null })

    expect(mail.subject).toBe("412 903 is your Gatehouse code")
    expect(mail.text).toContain("Sign in to Gatehouse")
    expect(mail.text).not.toContain("Field Notes")
  })

  it.each(["text", "html"] as const)(
    "says the code, how long it lasts and what to do if unasked, in %s",
    (part) => {
      const body = codeMail(base)[part]

      expect(body).toContain("412 903")
      expect(body).toContain("expires in 10 minutes")
      expect(body).toContain(words("mail.code.unasked"))
    },
  )

  it("goes to the given address alone, without attachments", () => {
    expect(codeMail(base)).toMatchObject({ to: "ana@example.com", attachments: [] })
  })

  it("escapes a title in HTML and keeps it on one line in the subject", () => {
    const title = 'Tom & "Jerry" <script>alert(1)</script>\r\nBcc: eve@example.com'

    const mail = codeMail({ ...base, event: testEvent({ title }) })

    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.html).not.toContain("<script>")
    expect(mail.html).toContain("Tom &amp; &quot;Jerry&quot; &lt;script&gt;")
  })

  it.each([
    ["es", "412 903 es tu código de Field Notes Summit", "Caduca en 10 minutos"],
    ["pt", "412 903 é seu código de Field Notes Summit", "expira em 10 minutos"],
    ["xx", "412 903 is your Field Notes Summit code", "expires in 10 minutes"],
  ])("speaks %s", (language, subject, use) => {
    const mail = codeMail({ ...base, language })

    expect(mail.subject).toBe(subject)
    expect(mail.text).toContain(use)
    expect(mail.html).toContain(use)
  })

  it("reads from right to left in Arabic, except for the code", () => {
    const mail = codeMail({ ...base, language: "ar" })

    expect(mail.html).toContain('<html lang="ar" dir="rtl">')
    expect(mail.html).toContain('<span dir="ltr">412 903</span>')
    expect(mail.subject).toMatch(/^\u2066412 903\u2069 /)
    expect(mail.text).toContain("10 دقائق")
  })

  it("calls the event by its translated name", () => {
    const event = testEvent({ translations: { es: { title: "Cuaderno de Campo" } } })

    const mail = codeMail({ ...base, event, language: "es" })

    expect(mail.subject).toBe("412 903 es tu código de Cuaderno de Campo")
  })

  it("wears the event's colour", () => {
    expect(codeMail(base).html).toContain(codeMail({ ...base, event: testEvent({ hue: 28 }) }).html)
    expect(codeMail(base).html).not.toBe(codeMail({ ...base, event: testEvent({ hue: 258 }) }).html)
  })
})

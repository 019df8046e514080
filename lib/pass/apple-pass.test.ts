import { PKPass } from "passkit-generator"
import { expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { applePass, applePassContent } from "./apple-pass"
import { drawPassPictures } from "./pass-pictures"
import { testCertificates, testPassType, testTeam } from "./test-certificates"
import { passFaults, unzip } from "./test-pass-file"
import type { TicketPass } from "./ticket-pass"

const { certificate, key, wwdr } = testCertificates()
const issuer = {
  ...{ passTypeId: testPassType, teamId: testTeam, certificate, key, wwdr },
  ...{ expiresAt: new Date("2036-01-01T00:00:00Z"), pushUrl: "https://push.example" },
}
const service = { url: "https://gatehouse.example/api/wallet", token: "t".repeat(43) }
const now = new Date("2027-01-10T12:00:00Z")

const ticket: TicketPass = {
  ...{ id: "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f02", language: "en", name: "Ana Reyes" },
  event: testEvent({ ticketNote: "Bring a passport." }),
  ...{ ticketCode: "K7Q40M9XW2", codeText: "HTTPS://GATEHOUSE.EXAMPLE/T/K7Q40M9XW2" },
  ...{ ticketUrl: "https://gatehouse.example/tickets/42", status: "valid" },
  wifi: { networkName: "Summit", portalUrl: null, username: "ana", password: "abc1-def2" },
}

const fields = (content: ReturnType<typeof applePassContent>) => Object.values(content.eventTicket).flat()

/** What is left of a pass once somebody else's reading of Apple's documents has struck out what it does not know. */
function asDocumented(content: object): unknown {
  const read = new PKPass({ "pass.json": Buffer.from(JSON.stringify(content)) })
  return JSON.parse(JSON.stringify(read.props))
}

test.each<[string, Partial<TicketPass>]>([
  ["a valid ticket", {}],
  ["one in Arabic", { language: "ar" }],
  ["a checked-in one", { status: "checked_in" }],
  ["a cancelled one", { status: "cancelled", wifi: null }],
  ["one whose data is gone", { status: "gone", name: "", wifi: null }],
])("%s has nothing in it that Apple does not document", (_, changed) => {
  const content = applePassContent(issuer, { ...ticket, ...changed }, service)

  expect(asDocumented(content)).toMatchObject(JSON.parse(JSON.stringify(content)))
})

test("a pass says when and where in the event's own time, and what to know", () => {
  const values = Object.fromEntries(
    fields(applePassContent(issuer, ticket, service)).map((each) => [each.key, each.value]),
  )

  expect(values).toMatchObject({
    event: "Field Notes Summit",
    when: "Friday, 14 May 2027, 09:00–17:30",
    where: "Kraftwerk, Hall B",
    doors: "08:30",
    address: "Köpenicker Str. 70, Berlin",
    note: "Bring a passport.",
    code: "K7Q-40M-9XW2",
    ticket: ticket.ticketUrl,
  })
})

test.each(["cancelled", "event_cancelled", "gone"] as const)(
  "a pass that is %s has no code and no hour",
  (status) => {
    const content = applePassContent(issuer, { ...ticket, status }, service)

    expect(content).toMatchObject({ voided: true })
    expect(JSON.stringify(content)).not.toContain(ticket.codeText)
    expect(content).not.toHaveProperty("relevantDate")
  },
)

test("no two fields of a pass have one key", () => {
  const keys = fields(applePassContent(issuer, { ...ticket, status: "checked_in" }, service)).map(
    (each) => each.key,
  )

  expect(new Set(keys).size).toBe(keys.length)
})

test("the file is signed, and a change of any part of it is found", async () => {
  const pictures = await drawPassPictures(200)
  const files = unzip(applePass(issuer, ticket, service, { pictures, now }))
  expect(passFaults(files, certificate)).toEqual([])

  for (const name of ["icon@2x.png", "pass.json"]) {
    const forged = new Map(files).set(name, Buffer.from("another"))
    expect(passFaults(forged, certificate)).toEqual([`${name} has another hash`])
  }
  const unsigned = new Map(files).set("manifest.json", Buffer.from("{}"))
  expect(passFaults(unsigned, certificate)).toContain("the signature is of another manifest")
  expect(passFaults(files, testCertificates().certificate)).toEqual([
    "the signature is not the certificate's",
  ])
})

import { expect, test } from "vitest"
import { words } from "@/lib/i18n/test-words"
import { describeHistory } from "./describe-history"

test("an attendee's history says which messages reached them and which their mail server refused", async () => {
  const messages = [
    { subject: "Doors", at: new Date("2027-05-14T08:00:00Z"), isRefused: true },
    { subject: "Lunch", at: new Date("2027-05-14T09:00:00Z"), isRefused: false },
    { subject: "Later", at: null, isRefused: false },
  ]

  const history = await describeHistory({ history: [], messages, questions: [] }, "Europe/Berlin")

  expect(history).toEqual([
    { at: "14 May at 11:00", text: words("person.message_sent", { subject: "Lunch" }) },
    { at: "14 May at 10:00", text: words("person.message_refused", { subject: "Doors" }) },
  ])
})

test("a spot that was given at the door has no reason, one that was given on the waitlist has the one that was chosen", async () => {
  const given = { name: "waitlist.place_given", by: null } as const
  const history = [
    { ...given, at: new Date("2027-05-14T08:00:00Z"), detail: { reason: "promised" } },
    { ...given, at: new Date("2027-05-14T09:00:00Z"), detail: {} },
  ]

  const described = await describeHistory({ history, messages: [], questions: [] }, "Europe/Berlin")

  expect(described.map(({ text }) => text)).toEqual([
    "Was given a spot.",
    "Was given a spot. Reason: Was promised a spot",
  ])
})

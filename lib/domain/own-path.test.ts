import { expect, test } from "vitest"
import { organizerPath } from "./own-path"

test.each(["/organizer", "/organizer/field-notes/attendees?q=ana&a=1", "/organizer?done=1"])(
  "%s is where the organizer came from",
  (path) => {
    expect(organizerPath(path)).toBe(path)
  },
)

test.each([
  undefined,
  "",
  "/me",
  "/organizers",
  "https://elsewhere.example/organizer",
  "//elsewhere.example",
  "/organizer//elsewhere.example",
  "/organizer/\\elsewhere.example",
  "/organizer/\n",
])("%j leads to the events instead", (path) => {
  expect(organizerPath(path)).toBe("/organizer")
})

import type { ErrorCode } from "@/lib/domain/errors"

/** Copy of every expected failure: what happened, and what the person can do about it. */
const texts: Record<ErrorCode, { title: string; body: string }> = {
  event_full: {
    title: "This event is full",
    body: "The last place was taken while you were registering. Nothing was booked in your name.",
  },
  registration_not_open: {
    title: "Registration has not opened yet",
    body: "Come back when it opens. The event page says when.",
  },
  registration_closed: {
    title: "Registration has closed",
    body: "This event takes no more registrations. Nothing was booked in your name.",
  },
  code_wrong: {
    title: "That is not the code we sent",
    body: "Check the newest message from us and enter its 6 digits again.",
  },
  code_malformed: {
    title: "The code has 6 digits",
    body: "Enter all 6 digits, with or without spaces.",
  },
  code_expired: {
    title: "That code has expired",
    body: "A code works for 10 minutes. Send a new one and use that.",
  },
  code_spent: {
    title: "That code no longer works",
    body: "It was tried too many times or was used already. Send a new one and use that.",
  },
  code_too_soon: {
    title: "We sent you a code a moment ago",
    body: "Give it half a minute to arrive and look in your spam folder before sending another.",
  },
  too_many_codes: {
    title: "We have sent too many codes",
    body: "Wait an hour, then try again. Codes already in your inbox work until they expire.",
  },
  draft_missing: {
    title: "We no longer have what you entered",
    body: "It was kept for a short time only, or it belongs to another browser. Start again from the event page.",
  },
  mail_failed: {
    title: "We could not send the message",
    body: "Nothing you entered is lost. Check the address, then try again in a minute.",
  },
  foreign_request: {
    title: "This form was sent from somewhere else",
    body: "Nothing was changed. Open the page again here and send it from there.",
  },
  unexpected: {
    title: "Something went wrong on our side",
    body: "Nothing you entered is lost. Try again in a minute.",
  },
}

/** Title and sentence to show for an expected failure. */
export function errorText(code: ErrorCode): { title: string; body: string } {
  return texts[code]
}

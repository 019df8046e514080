import { loadMessages } from "./messages"

/** What `request.ts` answers for a browser that asks for English; a test has no request. */
export default function testRequest() {
  return { locale: "en", messages: loadMessages("en"), timeZone: "UTC" }
}

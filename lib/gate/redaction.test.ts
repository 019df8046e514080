import fc from "fast-check"
import { expect, test } from "vitest"
import { answer, gateErrorOf, setupClient, testToken } from "./fake-wire"
import { redactPath } from "./redaction"

test.each([
  ["/user/12345/", "/user/12345/"],
  ["/user/username/john.doe/", "/user/username/***/"],
  ["/user/username/15551234567/", "/user/username/***/"],
  ["/user/ada%40example.org/", "/user/***/"],
  ["/user_extra/?parent=42&limit=25&offset=50", "/user_extra/?parent=***&limit=25&offset=50"],
  ["/user/?username=ada%40example.org", "/user/?username=***"],
  ["/user/?limit=ada%40example.org", "/user/?limit=***"],
  ["/user_token/7/?balance=true", "/user_token/7/?balance=***"],
  ["/user/username/", "/user/username/"],
  ["/user/7ada/", "/user/***/"],
  ["/user/ada7/", "/user/***/"],
  ["/user/?limit=7ada", "/user/?limit=***"],
  ["/user/?limit=ada7", "/user/?limit=***"],
  ["/user/?ada%40example.org=7", "/user/?***"],
  ["/user/?%40ada=7", "/user/?***"],
])("%s is logged as %s", (path, expected) => {
  expect(redactPath(path)).toBe(expected)
})

const secret = fc
  .tuple(fc.string({ unit: "grapheme", maxLength: 12 }), fc.string({ maxLength: 12 }))
  .map(([start, end]) => `${start}kanarienvogel${end}`.replaceAll("/", ""))

function everythingShown(value: unknown): string {
  if (!(value instanceof Error)) return JSON.stringify(value)
  return `${value.message} ${value.stack} ${JSON.stringify(value)} ${JSON.stringify(Object.entries(value))}`
}

test("no log line and no error shows a username, a filter, a body, an answer or the token", async () => {
  await fc.assert(
    fc.asyncProperty(secret, fc.constantFrom(200, 302, 400, 404, 409, 500), async (text, status) => {
      const { client, log } = setupClient([answer(status, { detail: text, [text]: [text] })])

      const failures = await Promise.all([
        gateErrorOf(client.users.getByUsername(text)),
        gateErrorOf(client.users.get(text)),
        gateErrorOf(client.users.list({ username: text })),
        gateErrorOf(client.users.create({ username: text, email: text, password: text })),
        gateErrorOf(client.users.patchByUsername(text, { email: text })),
      ])

      const shown = [...failures, ...log].map(everythingShown).join("\n")
      expect(shown).not.toContain("kanarienvogel")
      expect(shown).not.toContain(testToken)
    }),
  )
})

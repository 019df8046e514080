import { describe, expect, test } from "vitest"
import { abortError, readBody, WireError } from "./wire"

async function* chunks(...parts: Uint8Array[]) {
  yield* parts
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe("a body", () => {
  test("is read over its chunks, a letter that two of them share as well", async () => {
    const zurich = bytes("Zürich")

    await expect(readBody(chunks(zurich.subarray(0, 2), zurich.subarray(2)), 200, 100)).resolves.toBe(
      "Zürich",
    )
  })

  test.each([200, 299])(
    "of an answer %i may be as long as the limit and not a byte longer",
    async (status) => {
      await expect(readBody(chunks(bytes("12345"), bytes("678")), status, 8)).resolves.toBe("12345678")
      await expect(readBody(chunks(bytes("12345"), bytes("6789")), status, 8)).rejects.toMatchObject({
        name: "WireError",
        message: "GATE wire: body-too-large",
        reason: "body-too-large",
      })
    },
  )

  test.each([300, 404, 500])("of an answer %i that is too long counts as empty", async (status) => {
    await expect(readBody(chunks(bytes("12345"), bytes("6789")), status, 8)).resolves.toBe("")
  })
})

test("an exchange ended by its deadline says so, and any other by the wish of the caller", () => {
  const deadline = new WireError("timeout")

  expect(abortError(AbortSignal.abort(deadline))).toBe(deadline)
  expect(abortError(AbortSignal.abort()).reason).toBe("aborted")
})

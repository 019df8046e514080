import { expect, test } from "playwright/test"
import { Gate } from "./servers/gate"

test("the witness of what GATE has sees the newest of more accounts than GATE lists at once", async () => {
  const gate = await Gate.start()
  try {
    const accounts = Array.from({ length: 101 }, (_, index) => `crowd${index}@example.com`)
    for (const email of accounts) await gate.addUser({ username: email, email })

    expect(await gate.usersOf("crowd100@example.com")).toHaveLength(1)
  } finally {
    await gate.program.end("SIGTERM")
  }
})

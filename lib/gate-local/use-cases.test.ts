import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createGateApp } from "./app"
import { readCurl } from "./test-curl"

const page = readFileSync("docs/use-cases.md", "utf8")

/** Every section of the page that has commands, and what the line below each says of its answer. */
const sections = page
  .split(/^## /m)
  .slice(1)
  .filter((section) => section.includes("\ncurl "))
  .map((section) => {
    const commands = [...section.matchAll(/^(curl .*)\n# (\d{3})(?: (.*))?$/gm)]
    return {
      name: section.split("\n", 1)[0] ?? "",
      steps: commands.map(([, command = "", status, answer = ""]) => ({
        command,
        status: Number(status),
        answer,
      })),
    }
  })

const database = testDatabase()

describe("the use cases, command by command", () => {
  test("are eleven, and every command says what comes back", () => {
    const counts = sections.map(({ steps }) => steps.length)
    expect(counts).toEqual([7, 4, 3, 3, 2, 2, 4, 3, 3, 3, 5])
    expect(page.match(/^curl /gm)).toHaveLength(counts.reduce((sum, count) => sum + count))
  })

  test.each(sections)("$name", async ({ steps }) => {
    const gate = createGateApp({ db: database.db, token: "office", control: true })
    const state = { method: "PUT", body: "{}" }
    await gate.fetch(new Request("http://gate.test/_control/state", state))
    let id = ""
    for (const { command, status, answer } of steps) {
      const values = { $GATE: "http://gate.test", $TOKEN: "office", $ID: id }
      const filled = Object.entries(values).reduce(
        (text, [name, value]) => text.replaceAll(name, value),
        command,
      )
      const { url, ...init } = readCurl(filled)
      const response = await gate.fetch(new Request(url, init))
      const text = await response.text()
      expect(`${response.status} ${text}`, command).toContain(answer)
      expect(response.status, `${command}\n${text}`).toBe(status)
      if (init.method === "POST" && status === 201 && url.includes("/api/")) id = String(JSON.parse(text).id)
    }
  })
})

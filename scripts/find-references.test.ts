import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { findArchitectureFaults } from "./check-architecture.mjs"

// Put together here, because this file is looked through as well.
const section = (number: string) => `\u00a7${number}`
const md = ".md"
const row = (letter: string, number: number) => letter + number

const documents = {
  "docs/gate-contract.md":
    "## 2. Lists\n\n### 2.4 Walks\n\n| id | topic |\n| --- | --- |\n| D1 | ids |\n| D2 | parent |\n",
  "docs/reliability.md": "# Reliability\n\n| id | promise |\n| --- | --- |\n| R9 | strangers |\n",
  [`docs/decisions/0001-a-word${md}`]: "# 0001: A word\n",
  "docs/decisions/README.md": `- [0001](0001-a-word${md}): A word\n`,
}

function faultsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(path.join(tmpdir(), "gatehouse-references-"))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries({ ...documents, ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return findArchitectureFaults(root)
}

const inComment = (text: string) => ({ "lib/domain/event.ts": `/** ${text}. */\nexport const x = 1` })

test.each([
  `A list (contract ${section("2.4")} no. 7)`,
  `Ids (contract ${section("2")}, ${section("2.4")} and ${row("D", 1)}-${row("D", 2)})`,
  `Theirs (contract\n * ${section("2.4")} ${row("D", 2)}), and not ours`,
  `Nobody's (${row("R", 9)}), as reliability ${row("R", 9)} says`,
  `One click (RFC 8058 ${section("3.1")})`,
  `Why (decision ${"0001"}), and docs/reliability.md`,
])("what a comment names and is there is no fault: %s", (text) => {
  expect(faultsOf(inComment(text))).toEqual([])
})

test.each([
  ["a section", `A list (contract ${section("2.5")})`, "docs/gate-contract.md has no 2.5"],
  [
    "a section after one",
    `Lists (contract ${section("2")}, ${section("7")})`,
    "docs/gate-contract.md has no 7",
  ],
  ["a section on the next line", `A list (contract\n * ${section("8")})`, "docs/gate-contract.md has no 8"],
  ["the end of a run", `Ids (contract ${row("D", 1)}-${row("D", 7)})`, "docs/gate-contract.md has no D7"],
  ["a document", `Rooms (architecture ${section("1")})`, "docs/architecture.md has no 1"],
  ["a row", `Nobody's (reliability ${row("R", 10)})`, "docs/reliability.md has no R10"],
  ["a row in brackets", `Nobody's (${row("R", 10)})`, "no document has a row R10"],
  ["a section of nothing", `Paper (design ${section("4")})`, `${section("4")} of which document?`],
  ["a decision", `Why (decision ${"0019"})`, "there is no decision 0019"],
  ["a page", `Why (see data${md})`, `there is no data${md}`],
])("%s that is not there is a fault", (_, text, fault) => {
  expect(faultsOf(inComment(text))).toEqual([`lib/domain/event.ts: ${fault}`])
})

test("a link to a page or a heading that is not there is a fault", () => {
  const text = "[a](docs/reliability.md#reliability) [b](docs/reliability.md#limits) [c](docs/none.txt)"

  expect(faultsOf({ "README.md": text })).toEqual([
    "README.md: links to docs/reliability.md#limits, and there is no such heading",
    "README.md: links to docs/none.txt, which is not there",
  ])
})

test("a decision says its own number and has a line in the list of all", () => {
  expect(faultsOf({ [`docs/decisions/0002-another${md}`]: "# 2: Another\n" })).toEqual([
    `docs/decisions/0002-another${md}: begins with "# 0002: " and words`,
    `docs/decisions/0002-another${md}: has no line in docs/decisions/README.md`,
  ])
})

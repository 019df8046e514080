import ts from "typescript"
import { expect, test } from "vitest"
import { readImportGraph } from "@/scripts/import-graph.mjs"

const sources = new Map(
  readImportGraph(process.cwd(), ["app", "components", "lib"]).map((source) => [source.file, source]),
)

/** Every file that runs when `file` does. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const { target, isTypeOnly } of sources.get(file)?.imports ?? []) {
    if (target && !isTypeOnly) filesOf(target, found)
  }
  return found
}

/** `person.panel` for each `messages.person.panel` that stands in the page's `messages={…}`. */
function handedOn(file: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node, isInside: boolean) => {
    const isPart = isInside && ts.isPropertyAccessExpression(node)
    if (isPart) return void found.push(node.getText().replace(/^messages\./, ""))
    const begins = ts.isJsxAttribute(node) && node.name.getText() === "messages"
    ts.forEachChild(node, (child) => visit(child, isInside || begins))
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX), false)
  return found
}

const pages = [...sources.values()].filter(
  ({ file, text }) => file.startsWith("app/") && text.includes("<OrganizerPage"),
)

test("organizers' pages are found", () => {
  expect(pages.length).toBeGreaterThan(10)
})

test.each(pages)(
  "$file hands its client components the messages they need, and no others",
  ({ file, text }) => {
    const needed = [...filesOf(file)].flatMap((each) =>
      [...(sources.get(each)?.text ?? "").matchAll(/useTranslations\("([\w.]+)"\)/g)].map(
        ([, name]) => name ?? "",
      ),
    )
    const handed = ["organizer.shortcuts", ...handedOn(file, text)]
    const holds = (part: string, name: string) => name === part || name.startsWith(`${part}.`)

    expect(needed.filter((name) => !handed.some((part) => holds(part, name)))).toEqual([])
    expect(handed.filter((part) => !needed.some((name) => holds(part, name)))).toEqual([])
  },
)

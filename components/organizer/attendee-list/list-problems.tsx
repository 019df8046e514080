"use client"

import { fill } from "./list-format"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"

/** What of the address means nothing here; everything else of it counts. */
export function ListProblems() {
  const { words } = useListSetting()
  const { problems, unknown, hasBadCursor } = useListState()
  const sentences = [
    ...problems.map(({ kind, parameter, value }) => fill(words.problem[kind], { parameter, value })),
    ...unknown.map((value) => fill(words.problem.unknown_column, { value })),
    ...(hasBadCursor ? [words.problem.bad_cursor] : []),
  ]
  if (sentences.length === 0) return null
  return (
    <div role="status" className="notice notice-warn list-problems">
      <h2>{words.problem.title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}

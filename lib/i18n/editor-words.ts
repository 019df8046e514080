import { getTranslations } from "next-intl/server"
import { choiceName } from "@/lib/domain/conflict"
import type { EditConflict, EditorLabels, StoppedEdit } from "@/lib/domain/editor-form"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { loadEditorSentence } from "./form-words"

const longest = 160

/** Two texts cut down to where they differ, so that a long one can be chosen by what was changed. */
export function excerpts(theirs: string, ours: string): { theirs: string; ours: string } {
  if (theirs.length <= longest && ours.length <= longest) return { theirs, ours }
  let start = 0
  while (start < theirs.length && theirs[start] === ours[start]) start += 1
  const from = Math.max(0, start - 40)
  const cut = (text: string) =>
    `${from > 0 ? "…" : ""}${text.slice(from, from + longest)}${text.length > from + longest ? "…" : ""}`
  return { theirs: cut(theirs), ours: cut(ours) }
}

/** Rows of options are `value=label`; times are as a `datetime-local` control has them. */
function shown(name: string, value: string, labels: EditorLabels): string {
  if (name === "options" || name.startsWith("options_")) return value.slice(value.indexOf("=") + 1)
  const isTime = name.endsWith("_at") || name === "need_by" || name === "edit_deadline"
  return labels.values[name]?.[value] ?? (isTime ? value.replace("T", " ") : value)
}

export type EditorWords = Awaited<ReturnType<typeof loadEditorWords>>

/** The words of a form of the editor, in the language of the request. */
export async function loadEditorWords(labels: EditorLabels) {
  const t = await getTranslations("editor")
  const sentence = await loadEditorSentence(labels.fields)
  return {
    sentence,
    issues: (issues: Issues<EditorIssueCode>): Record<string, string> =>
      Object.fromEntries(Object.entries(issues).map(([name, issue]) => [name, sentence(name, issue)])),
    /** The form again, with both versions of each field that somebody else changed. */
    stopped: ({ conflicts, unchosen, seen, by }: StoppedEdit) => {
      const issue = ({ key }: EditConflict): string => {
        const label = labels.fields[key] ?? key
        const who = by ?? t("conflict.somebody")
        const isUnchosen = unchosen.includes(key)
        return isUnchosen
          ? sentence(key, { code: "choose_version" })
          : t("conflict.issue", { label, by: who })
      }
      const choice = ({ key, ...versions }: EditConflict) => {
        const text = (values: string[]) =>
          values.map((value) => shown(key, value, labels)).join(", ") || t("conflict.nothing")
        const { theirs, ours } = excerpts(text(versions.theirs), text(versions.ours))
        return {
          note: "",
          theirs: t("conflict.theirs", { value: theirs }),
          ours: t("conflict.ours", { value: ours }),
        }
      }
      const suggested = conflicts.map(({ key, isMine }): [string, string[]] => [
        choiceName(key),
        isMine ? [] : ["theirs"],
      ])
      return {
        issues: Object.fromEntries(conflicts.map((conflict) => [conflict.key, issue(conflict)])),
        choices: Object.fromEntries(conflicts.map((conflict) => [conflict.key, choice(conflict)])),
        values: { ...Object.fromEntries(suggested), seen: [JSON.stringify(seen)] },
      }
    },
  }
}

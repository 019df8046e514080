import type { ReactNode } from "react"
import type { ShowIf } from "@/lib/domain/question"
import type { AskedQuestion } from "./asked-question"

type ShownWhenProps = { question: AskedQuestion; all: AskedQuestion[]; children: ReactNode }

/** Controls whose choice a style sheet can see; after any other one the question is simply shown. */
const visible: AskedQuestion["control"][] = ["radios", "checkboxes", "select"]

/** Keys and values stand in a style sheet, so they are letters, digits, - and _ and nothing else. */
const harmless = /^[A-Za-z0-9_-]+$/

function hidingRule(key: string, { key: name, values }: ShowIf): string {
  const chosen = values.map((value) => `[value="${value}"]`).join()
  const condition = `[name="${name}"]:is(${chosen}):checked,[name="${name}"] option:is(${chosen}):checked`
  return `@supports selector(:has(a)){.form:not(:has(${condition})) .when-${key}{display:none}}`
}

/**
 * A question that another answer on the same form calls for: hidden while it does not, by the style sheet alone, so that
 * it works without JavaScript. A browser that cannot do that shows it; what it does not call for is not kept either way.
 */
export function ShownWhen({ question: { key, showIf }, all, children }: ShownWhenProps) {
  const asked = all.find((question) => question.key === showIf?.key)
  const isPlain = showIf !== null && [key, showIf.key, ...showIf.values].every((text) => harmless.test(text))
  if (!asked || !isPlain || !visible.includes(asked.control)) return children
  return (
    <div className={`when-${key}`}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: React would write the quotes as entities, which a style sheet does not know */}
      <style dangerouslySetInnerHTML={{ __html: hidingRule(key, showIf) }} />
      {children}
    </div>
  )
}

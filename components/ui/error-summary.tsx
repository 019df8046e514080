"use client"

import { type ReactNode, useEffect, useRef } from "react"
import { ErrorBadge } from "./error-message"
import { controlId } from "./field"
import { useWords } from "./words"

type ErrorSummaryProps = {
  /** Grows with every failed submit: the focus moves here each time, even if the faults are the same. */
  attempt: number
  title?: string | undefined
  items?: { name: string; text: string }[]
  children?: ReactNode
}

/** All faults of a form, first in it, each a link to its field. */
export function ErrorSummary({ attempt, title, items = [], children }: ErrorSummaryProps) {
  const words = useWords()
  const box = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt with the same faults moves the focus again
  useEffect(() => {
    box.current?.focus()
  }, [attempt])

  useEffect(() => {
    const before = document.title
    document.title = before.startsWith(words.error) ? before : `${words.error} ${before}`
    return () => {
      // The next page may have set its own title already.
      if (document.title.startsWith(words.error)) document.title = before
    }
  }, [words.error])

  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="wrap-anywhere mb-6 rounded-control border border-bad border-s-4 bg-bad-t px-5 py-4.5 dense:px-4 dense:py-3 [&_a]:font-semibold [&_a]:text-bad"
    >
      <h2 className="flex items-center gap-2 text-20">
        <ErrorBadge />
        {title ?? words.problem}
      </h2>
      {items.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {items.map((item) => (
            <li key={item.name}>
              <a href={`#${controlId(item.name)}`}>{item.text}</a>
            </li>
          ))}
        </ul>
      )}
      {children && <div className="mt-2">{children}</div>}
    </div>
  )
}

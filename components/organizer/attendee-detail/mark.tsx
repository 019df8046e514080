/** How something stands: a shape beside the word, so that it is not told by its colour alone. */
export type MarkLook = { shape: string; tone: string }

export function Mark({ shape, tone, label }: MarkLook & { label: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 font-semibold text-12 ${tone}`}
    >
      <span aria-hidden="true">{shape}</span>
      {label}
    </span>
  )
}

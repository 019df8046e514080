type NothingYetProps = { title: string; body: string; sample: string[] }

/** A list before its first entry: what will be here, in the outline of a line. */
export function NothingYet({ title, body, sample }: NothingYetProps) {
  return (
    <div className="max-w-[40rem]">
      <h2 className="text-20">{title}</h2>
      <p className="mt-1 text-ink-2">{body}</p>
      <div
        aria-hidden="true"
        className="mono mt-4 flex flex-wrap gap-x-8 rounded-control border border-line-strong border-dashed px-4 py-3 text-ink-3"
      >
        {sample.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </div>
    </div>
  )
}

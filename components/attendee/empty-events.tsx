import { Perforation, Stub } from "@/components/ui/stub"

/** The list before its first event: what will be here, in the outline it will have. */
export function EmptyEvents() {
  return (
    <Stub className="max-w-[34rem] border-dashed">
      <div className="p-6">
        <h2 className="text-24">No events yet</h2>
        <p className="mt-3 text-ink-2">
          The next event will be here with its date, its place and the tickets still to be had.
        </p>
      </div>
      <Perforation />
      <p className="mono px-6 py-4 text-13 text-ink-3">Admit no one, for now</p>
    </Stub>
  )
}

import { Notice } from "@/components/ui/notice"

/** What the last form did, said once above the page it led to. */
export function DoneNotice({ text }: { text: string }) {
  return (
    <div className="mb-4">
      <Notice kind="ok" role="status" title={text} />
    </div>
  )
}

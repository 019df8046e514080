import type { ReactNode } from "react"

type NoticeProps = {
  title: string
  kind?: keyof typeof noticeLook
  /** `status` when the notice appears after the page was read. */
  role?: "status"
  children?: ReactNode
}

const shared =
  "rounded-panel border border-transparent px-5 py-4.5 dense:rounded-control dense:px-4 dense:py-3"

/** A panel that is apart from the text around it. */
export const noticeLook = {
  info: `${shared} bg-tint`,
  ok: `${shared} bg-ok-t`,
  warn: `${shared} bg-warn-t`,
  bad: `${shared} bg-bad-t`,
  plain: `${shared} bg-sunken`,
}

/** A panel that says one thing. */
export function Notice({ title, kind = "info", role, children }: NoticeProps) {
  return (
    <div className={noticeLook[kind]} role={role}>
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 text-15 text-ink-2">{children}</div>}
    </div>
  )
}

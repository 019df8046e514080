import type { ReactNode } from "react"

type NoticeProps = {
  title: string
  kind?: "info" | "ok" | "warn"
  /** `status` when the notice appears after the page was read. */
  role?: "status"
  children?: ReactNode
}

const classes = { info: "notice", ok: "notice notice-ok", warn: "notice notice-warn" }

/** A panel that says one thing. */
export function Notice({ title, kind = "info", role, children }: NoticeProps) {
  return (
    <div className={classes[kind]} role={role}>
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 text-15 text-ink-2">{children}</div>}
    </div>
  )
}

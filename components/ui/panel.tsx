import type { ReactNode } from "react"

type PanelProps = { start: ReactNode; end?: ReactNode; title: string; children?: ReactNode }

/**
 * What a `Split` says beside its form: a band on a phone, a poster on a wide screen, where alone there is room for
 * `children`. The title is no heading, because the form has its own.
 */
export function Panel({ start, end, title, children }: PanelProps) {
  return (
    <>
      <div className="mono flex flex-wrap justify-between gap-x-6 text-13 uppercase">
        <span>{start}</span>
        {end && <span>{end}</span>}
      </div>
      <p className="panel-title">{title}</p>
      {children && <div className="mt-5 hidden lg:block">{children}</div>}
    </>
  )
}

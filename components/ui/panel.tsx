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
      <p className="wrap-anywhere mt-4 text-balance font-[640] font-display text-30 leading-[1.02] tracking-[-0.025em] [view-transition-name:title] lg:mt-auto lg:text-[clamp(3rem,5vw,5rem)] lg:leading-[0.96] rtl:leading-[1.3] rtl:tracking-normal lg:rtl:leading-[1.3]">
        {title}
      </p>
      {children && <div className="mt-5 hidden lg:block">{children}</div>}
    </>
  )
}

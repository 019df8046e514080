import type { CSSProperties, ReactNode } from "react"

type StubProps = { as?: "div" | "article"; className?: string; style?: CSSProperties; children: ReactNode }

/** Printed paper: the one thing on the site that is raised. */
export function Stub({ as: Tag = "div", className = "", style, children }: StubProps) {
  return (
    <Tag
      className={`relative rounded-stub border border-line bg-surface shadow-stub print:break-inside-avoid print:shadow-none ${className}`}
      style={style}
    >
      {children}
    </Tag>
  )
}

// Circles as wide as the paper behind them is visible; their outer half is clipped at the hairline.
const holes =
  "before:absolute before:size-[22px] before:rounded-full before:border before:border-line before:bg-bg after:absolute after:size-[22px] after:rounded-full after:border after:border-line after:bg-bg"
const across =
  "mx-5.5 h-0 border-t-2 before:-top-3 before:left-[calc(-1.375rem-12px)] before:[clip-path:inset(0_0_0_11px)] after:-top-3 after:right-[calc(-1.375rem-12px)] after:[clip-path:inset(0_11px_0_0)]"
const sideways =
  "md:mx-0 md:my-5.5 md:h-auto md:w-0 md:border-t-0 md:border-l-2 md:before:top-[calc(-1.375rem-12px)] md:before:-left-3 md:before:[clip-path:inset(11px_0_0_0)] md:after:top-auto md:after:right-auto md:after:bottom-[calc(-1.375rem-12px)] md:after:-left-3 md:after:[clip-path:inset(0_0_11px_0)]"

/** Where the paper tears: between two parts of a `Stub`, which stand side by side on a wide screen or not. */
export function Perforation({ isSideways = false }: { isSideways?: boolean }) {
  return (
    <div
      className={`relative border-line border-dashed ${holes} ${across} ${isSideways ? sideways : ""}`}
      aria-hidden="true"
    />
  )
}

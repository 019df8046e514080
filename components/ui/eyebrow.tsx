import type { ReactNode } from "react"

const tones = { link: "text-link", faint: "text-ink-3", inherit: "" }

type EyebrowProps = { tone?: keyof typeof tones; children: ReactNode }

/** The line in mono above a heading. */
export function Eyebrow({ tone = "link", children }: EyebrowProps) {
  return (
    <p
      className={`font-medium font-mono text-13 uppercase leading-[1.3] tracking-[0.06em] rtl:font-sans rtl:tracking-normal ${tones[tone]}`}
    >
      {children}
    </p>
  )
}

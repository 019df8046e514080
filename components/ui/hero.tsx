import type { ReactNode } from "react"
import { shell } from "./shell"

/** A field of the event's colour, and what is written on it. */
export const onHero = "bg-hero text-on-hero [&_:focus-visible]:outline-on-hero [&_a]:text-inherit"

type HeroProps = {
  start: ReactNode
  end?: ReactNode
  title: string
  /** On paper instead of a field of colour: for pages that show events of several colours. */
  plain?: boolean
  /** Above the field, as wide as the window. */
  picture?: ReactNode
  children?: ReactNode
}

/** Beyond this the title no longer fits a phone in the largest size without filling the screen. */
const longTitle = 32

/** The flat field of colour a page opens with: two facts in mono above, the oversized title low and left. */
export function Hero({ start, end, title, plain = false, picture, children }: HeroProps) {
  return (
    <header className={plain ? undefined : onHero}>
      {picture}
      <div className={`${shell} pt-[22px] pb-7 lg:pt-8 lg:pb-14`}>
        <div className="mono flex flex-wrap justify-between gap-x-6 gap-y-1 text-13 uppercase">
          <span className="wrap-anywhere">{start}</span>
          {end && <span>{end}</span>}
        </div>
        <h1
          className={`${picture ? "mt-8" : "mt-14 lg:mt-28"} [view-transition-name:title] lg:max-w-[60%] ${title.length > longTitle ? "text-[clamp(2.125rem,8vw,4rem)] leading-none" : "text-[clamp(2.75rem,12vw,5.5rem)] leading-[0.94]"}`}
        >
          {title}
        </h1>
        {children}
      </div>
    </header>
  )
}

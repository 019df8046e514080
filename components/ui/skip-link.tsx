import { buttonLook } from "./button-look"

/** First on every page, in view only while it has the focus. */
export function SkipLink({ children }: { children: string }) {
  return (
    <a href="#main" className={`absolute start-5 -top-24 z-1 focus:top-3 ${buttonLook.first}`}>
      {children}
    </a>
  )
}

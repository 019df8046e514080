import type { ReactNode } from "react"

type ActionButtonProps = {
  /** A server action without fields; the form posts with and without JavaScript. */
  action: () => Promise<void>
  kind?: "first" | "second" | "link"
  children: ReactNode
}

const classes = {
  first: "btn w-full",
  second: "btn btn-second",
  link: "cursor-pointer py-1 text-link underline underline-offset-4",
}

/** A button that does one thing and leads on. */
export function ActionButton({ action, kind = "first", children }: ActionButtonProps) {
  return (
    <form action={action}>
      <button type="submit" className={classes[kind]}>
        {children}
      </button>
    </form>
  )
}

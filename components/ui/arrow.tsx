/** What points along the line of reading, whichever way that goes. */
export const mirrored = "rtl:inline-block rtl:-scale-x-100"

/** An arrow along the line of reading. Decoration: what it stands beside says where it leads. */
export function Arrow({ to }: { to: "start" | "end" }) {
  return (
    <span className={mirrored} aria-hidden="true">
      {to === "end" ? "→" : "←"}
    </span>
  )
}

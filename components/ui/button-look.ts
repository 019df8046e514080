const shared =
  "inline-flex min-h-13 cursor-pointer items-center justify-center rounded-control border px-5 py-3 text-center font-semibold leading-[1.2] no-underline transition-[background-color] aria-disabled:cursor-progress motion-safe:active:scale-99 dense:min-h-9 dense:px-3.5 dense:py-[0.4375rem] dense:text-14 dense:pointer-coarse:min-h-11"

/** What buttons look like, and links that weigh as much. */
export const buttonLook = {
  first: `${shared} border-transparent bg-solid text-on-solid hover:bg-solid-hover`,
  second: `${shared} border-line-strong bg-surface text-ink hover:bg-sunken`,
  /** For what cannot, or can hardly, be undone: never the look of the obvious way on. */
  danger: `${shared} border-bad bg-surface text-bad hover:bg-bad-t`,
  /** As light as a link in a sentence. */
  link: "cursor-pointer py-1 text-link underline underline-offset-4",
}

/** A line between the title and the rows. */
export const lineLook = "flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1.5 px-4 pb-2.5 lg:px-5"

/** Numbers and codes beside words. */
export const figureLook = "font-mono text-13 tabular-nums"

/** What is done with the selection: lighter than a button. */
export const actLook = "cursor-pointer py-1 font-semibold text-link no-underline hover:underline"

/** A box and its words; `boxLook` is the box. */
export const optionLook = "flex min-h-7 min-w-0 cursor-pointer items-center gap-2"

export const boxLook = "size-4 flex-none accent-solid"

/** The same for all labels in it, because there are dozens. */
export const optionsLook =
  "[&_label]:flex [&_label]:min-h-7 [&_label]:min-w-0 [&_label]:cursor-pointer [&_label]:items-center [&_label]:gap-2 [&_input]:size-4 [&_input]:flex-none [&_input]:accent-solid"

/** What is only there, or only not there, while the browser runs scripts; in one that does not say, both are. */
export const unscripted = "scripted:hidden"
export const scripted = "noscript:hidden"

/** The two menus: below their button, and in the middle of the page where a browser cannot place them there. */
export const menuLook =
  "inset-auto right-0 m-auto max-h-[min(36rem,100dvh-6rem)] max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-control border border-line-strong bg-surface p-2 text-ink shadow-stub anchored:right-auto anchored:mx-0 anchored:my-1.5 anchored:[position-area:block-end_span-inline-start] anchored:[position-try-fallbacks:flip-inline]"

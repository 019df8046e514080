import type { ComponentProps } from "react"

/** A radio button or check box and its words, as large as a finger. */
export function Choice({ children, ...input }: Omit<ComponentProps<"input">, "className">) {
  return (
    <label className="wrap-anywhere flex min-h-13 cursor-pointer items-center gap-3.5 rounded-control border border-line-strong bg-surface px-3.5 py-2 outline-offset-2 outline-focus hover:bg-sunken has-checked:border-solid has-checked:bg-tint has-focus-visible:outline-3 dense:min-h-9 dense:gap-2.5 dense:px-2.5 dense:py-1.5 dense:pointer-coarse:min-h-11">
      <input {...input} className="size-5.5 flex-none accent-solid outline-none dense:size-4.5" />
      {children}
    </label>
  )
}

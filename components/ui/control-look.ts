const shared =
  "rounded-control border border-line-strong bg-surface px-3.5 py-3 text-ink leading-normal aria-invalid:border-2 aria-invalid:border-bad aria-invalid:px-[calc(0.875rem-1px)] aria-invalid:py-[calc(0.75rem-1px)] dense:px-2.5 dense:py-[0.4375rem] dense:leading-[1.45] dense:aria-invalid:px-[calc(0.625rem-1px)] dense:aria-invalid:py-[calc(0.4375rem-1px)]"
const line = "block min-h-13 dense:min-h-9 dense:pointer-coarse:min-h-11"
const words = "text-17 dense:text-14"

/** What one types into; each says how wide it is. */
export const controlLook = {
  line: `${shared} ${line} ${words}`,
  /** Several lines. */
  area: `${shared} ${words} block min-h-32 resize-y dense:min-h-24`,
  code: `${shared} ${line} font-mono text-24 tracking-[0.2em] dense:text-20`,
}

/** How much of a whole is there. `label` says it in words: counts rather than percent. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <meter value={value} max={max} aria-label={label}>
      {label}
    </meter>
  )
}

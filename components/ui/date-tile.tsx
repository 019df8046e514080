/** A leaf of a calendar. Decoration: the full date is text beside it. */
export function DateTile({ month, day }: { month: string; day: string }) {
  return (
    <div className="tile" aria-hidden="true">
      <span className="tile-month">{month}</span>
      <span className="tile-day">{day}</span>
    </div>
  )
}

import type { ReactNode } from "react"

type TileProps = { isOnHero?: boolean; children: ReactNode }

/** A square in the colour of the event. Decoration: what it shows is text beside it. */
export function Tile({ isOnHero = false, children }: TileProps) {
  const colours = isOnHero ? "bg-black/20" : "bg-tint text-link"
  return (
    <div
      className={`grid min-h-15 w-15 flex-none content-center justify-items-center rounded-control border border-transparent pt-2 pb-2.25 ${colours}`}
      aria-hidden="true"
    >
      {children}
    </div>
  )
}

type DateTileProps = { month: string; day: string; isOnHero?: boolean }

/** A leaf of a calendar. */
export function DateTile({ month, day, isOnHero = false }: DateTileProps) {
  return (
    <Tile isOnHero={isOnHero}>
      <span className="font-mono font-semibold text-13 uppercase leading-[1.4] rtl:font-sans">{month}</span>
      <span className="font-[680] font-display text-[1.75rem] leading-none">{day}</span>
    </Tile>
  )
}

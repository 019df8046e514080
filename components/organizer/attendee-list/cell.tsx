"use client"

import type { CSSProperties } from "react"
import { useHydrated } from "@/components/ui/use-hydrated"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { AttendeeRow } from "@/lib/domain/attendee-query"
import type { NetworkState } from "@/lib/domain/network-pass"
import { useListSetting } from "./list-setting"

/** A shape beside the word, so that a status is not told by its colour alone. */
const shapes: Record<AttendeeRow["status"], string> = {
  pending: "◐",
  registered: "○",
  checked_in: "●",
  needs_attention: "▲",
  offered: "◌",
  waitlisted: "◌",
  cancelled: "×",
  removed: "×",
}

function labelOf(column: AttendeeColumn, value: string): string {
  return column.options?.find((option) => option.value === value)?.label ?? value
}

function StatusChip({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  return (
    <span data-status={row.status}>
      <span aria-hidden="true">{shapes[row.status]}</span>
      {labelOf(column, row.status)}
      {row.placeInLine !== undefined && <span className="text-ink-3"> {row.placeInLine}</span>}
    </span>
  )
}

function Progress({ percent }: { percent: number }) {
  return <span style={{ "--done": percent / 100 } as CSSProperties}>{`${percent}%`}</span>
}

function Instant({ at }: { at: string | null }) {
  const { format } = useListSetting()
  const isHydrated = useHydrated()
  if (!at) return null
  // Node and the browser may abbreviate a month differently.
  return (
    <time dateTime={at} title={isHydrated ? format.fullInstant(at) : undefined} suppressHydrationWarning>
      {format.instant(at)}
    </time>
  )
}

function Name({ row }: { row: AttendeeRow }) {
  const { path } = useListSetting()
  const isHydrated = useHydrated()
  return (
    <a
      href={`${path}/${row.id}`}
      // The end is cut off where the name is long, which way it may be read.
      dir="auto"
      tabIndex={isHydrated ? -1 : undefined}
      draggable={isHydrated ? false : undefined}
    >
      {row.name || row.email}
    </a>
  )
}

/** The end is cut off where it is long. The whole of it, as the pointer shows it, would double what is sent. */
function Clipped({ text }: { text: string }) {
  const isHydrated = useHydrated()
  // Node and the browser may name a country differently.
  return (
    <bdi title={isHydrated ? text : undefined} suppressHydrationWarning>
      {text}
    </bdi>
  )
}

function Answer({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  const value = row.answers[column.key.slice("answer.".length)] ?? ""
  const words = column.options
    ? value
        .split(",")
        .map((each) => labelOf(column, each))
        .join(", ")
    : value
  return <Clipped text={words} />
}

function Network({ state, column }: { state: NetworkState; column: AttendeeColumn }) {
  const tone = state === "needs_attention" ? "text-bad" : state === "none" ? "text-ink-3" : undefined
  return <span className={tone}>{labelOf(column, state)}</span>
}

/** How far a sensitive answer is verified; nothing where it is not asked. */
function Verification({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  const [name, questionKey = ""] = column.key.split(".")
  const cell = row.verified?.[questionKey]
  if (!cell) return null
  if (name === "verified_at") return <Instant at={cell.at} />
  if (name === "verified_by") return <Clipped text={cell.by ?? ""} />
  return (
    <span className={cell.state === "verified" ? undefined : "text-ink-3"}>
      {labelOf(column, cell.state)}
    </span>
  )
}

/** What one column says of one attendee. */
export function Cell({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  switch (column.key) {
    case "name":
      return <Name row={row} />
    case "email":
      return <Clipped text={row.email} />
    case "status":
      return <StatusChip row={row} column={column} />
    case "completion":
      return <Progress percent={row.completion} />
    case "registered":
      return <Instant at={row.registeredAt} />
    case "checked_in":
      return <Instant at={row.checkedInAt} />
    case "badge":
      return (
        <span title={row.badgePrintedAt ?? ""}>{labelOf(column, row.badgePrintedAt ? "yes" : "no")}</span>
      )
    case "delivery":
      return (
        <span className={row.delivery === "refused" ? "text-bad" : undefined}>
          {labelOf(column, row.delivery)}
        </span>
      )
    case "code":
      return <span className="font-mono text-13">{row.code}</span>
    case "network":
      return row.network && <Network state={row.network.state} column={column} />
    case "network_account":
      return row.network?.account && <Clipped text={row.network.account} />
    default:
      if (column.key.startsWith("verified")) return <Verification row={row} column={column} />
      return <Answer row={row} column={column} />
  }
}

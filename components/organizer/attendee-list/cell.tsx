"use client"

import { useHydrated } from "@/components/ui/use-hydrated"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { AttendeeRow } from "@/lib/domain/attendee-query"
import type { NetworkState } from "@/lib/domain/network-pass"
import { useListSetting } from "./list-setting"

/** A shape beside the word, so that a status is not told by its colour alone. */
const marks: Record<AttendeeRow["status"], { shape: string; tone: string }> = {
  pending: { shape: "◐", tone: "warn" },
  registered: { shape: "○", tone: "calm" },
  checked_in: { shape: "●", tone: "ok" },
  needs_attention: { shape: "▲", tone: "bad" },
  cancelled: { shape: "×", tone: "faint" },
  removed: { shape: "×", tone: "faint" },
}

function labelOf(column: AttendeeColumn, value: string): string {
  return column.options?.find((option) => option.value === value)?.label ?? value
}

function StatusChip({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  const { shape, tone } = marks[row.status]
  return (
    <span className={`list-chip list-${tone}`}>
      <span aria-hidden="true">{shape}</span>
      {labelOf(column, row.status)}
    </span>
  )
}

function Progress({ percent }: { percent: number }) {
  return (
    <span className="list-progress">
      <span className="list-meter" aria-hidden="true">
        <span style={{ inlineSize: `${percent}%` }} />
      </span>
      <span className="list-mono list-faint">{`${percent}%`}</span>
    </span>
  )
}

function Instant({ at }: { at: string | null }) {
  const { format } = useListSetting()
  if (!at) return null
  // Node and the browser may abbreviate a month differently.
  return (
    <time dateTime={at} title={format.fullInstant(at)} className="list-mono" suppressHydrationWarning>
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
      className="list-name"
      // The end is cut off where the name is long, which way it may be read.
      dir="auto"
      tabIndex={isHydrated ? -1 : undefined}
      draggable={false}
    >
      {row.name || row.email}
    </a>
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
  return <bdi title={words}>{words}</bdi>
}

function Network({ state, column }: { state: NetworkState; column: AttendeeColumn }) {
  const tone = state === "needs_attention" ? "list-bad" : state === "none" ? "list-faint" : ""
  return <span className={tone}>{labelOf(column, state)}</span>
}

/** What one column says of one attendee. */
export function Cell({ row, column }: { row: AttendeeRow; column: AttendeeColumn }) {
  switch (column.key) {
    case "name":
      return <Name row={row} />
    case "email":
      return <bdi title={row.email}>{row.email}</bdi>
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
        <span className={row.delivery === "refused" ? "list-bad" : ""}>{labelOf(column, row.delivery)}</span>
      )
    case "code":
      return <span className="list-mono">{row.code}</span>
    case "network":
      return row.network && <Network state={row.network.state} column={column} />
    case "network_account":
      return (
        <bdi className="list-mono" title={row.network?.account ?? ""}>
          {row.network?.account}
        </bdi>
      )
    default:
      return <Answer row={row} column={column} />
  }
}

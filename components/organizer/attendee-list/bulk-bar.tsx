"use client"

import { useTranslations } from "next-intl"
import { useRef, useState } from "react"
import { rethrowAnswer } from "@/components/attendee/guarded-action"
import { useHydrated } from "@/components/ui/use-hydrated"
import { useWords } from "@/components/ui/words"
import { attendeeSearchParams } from "@/lib/domain/attendee-query"
import { exportHref } from "./list-address"
import { actLook, boxLook, optionLook, unscripted } from "./list-look"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { mostIds, nobody, selectedCount } from "./selection"
import { toolIds } from "./tool-ids"

type BulkBarProps = {
  /** Takes `job`, `action` and `ids` or `matching`; leads to the progress. */
  bulkAction: (form: FormData) => Promise<void>
  /** Of the job the form would begin; sent twice it is one job. */
  jobId: string
}

/** A browser makes ids in secure contexts only; elsewhere the server's has to do. */
function newJobId(fallback: string): string {
  return typeof window === "object" && window.isSecureContext ? crypto.randomUUID() : fallback
}

/**
 * What can be done with everybody who is selected. Without JavaScript it is always there, and the rows' boxes are its
 * fields; with it the selection is put in when the form is sent.
 */
export function BulkBar({ bulkAction, jobId }: BulkBarProps) {
  const t = useTranslations("list")
  const { format, event, columns, may } = useListSetting()
  const hasNetworkPass = columns.some(({ key }) => key === "network")
  const { selection, query, view, count } = useListState()
  const isHydrated = useHydrated()
  // The page may be come back to, where the id it was rendered with is that of a job long done.
  const job = useRef(newJobId(jobId))
  const [isUnanswered, setIsUnanswered] = useState(false)
  const { unreachable } = useWords().unsent
  const selected = selectedCount(selection, count.value)
  if (isHydrated && selected === 0) return null
  const matching = attendeeSearchParams(query).toString()
  const send = async (form: FormData) => {
    if (selection.kind === "matching") form.set("matching", matching)
    else form.set("ids", [...selection.ids].join(","))
    form.set("job", job.current)
    try {
      await bulkAction(form)
    } catch (error) {
      rethrowAnswer(error)
      // The id stays: whether it arrived nobody knows, and sent twice it is one job.
      return setIsUnanswered(true)
    }
    job.current = newJobId(jobId)
  }
  return (
    <form
      id={toolIds.bulk}
      action={isHydrated ? send : bulkAction}
      aria-label={t("selection.label")}
      className={`ms-auto flex flex-wrap items-center gap-x-3.5 gap-y-0.5 text-13 text-ink-2 ${isHydrated ? "" : unscripted}`}
    >
      <input type="hidden" name="job" value={jobId} />
      {isHydrated ? (
        <SelectedCount selected={selected} />
      ) : (
        <label className={optionLook}>
          <input type="checkbox" name="matching" value={matching} className={boxLook} />
          {t("selection.select_matching", { count: format.number(count.value) })}
        </label>
      )}
      {may.checkIn && (
        <>
          <BulkButton action="check_in" label={t("action.check_in")} />
          <BulkButton action="badge_printed" label={t("action.badge_printed")} />
        </>
      )}
      {may.checkIn && hasNetworkPass && (
        <>
          <BulkButton action="add_network_time" label={t("action.add_network_time")} />
          {may.edit && <BulkButton action="end_network" label={t("action.end_network")} />}
          <BulkButton action="give_network_again" label={t("action.give_network_again")} />
        </>
      )}
      {may.edit && <BulkButton action="send_message" label={t("action.send_message")} />}
      <a href={exportHref(event, query, view)} className={actLook}>
        {t("action.export")}
      </a>
      {may.edit && <BulkButton action="cancel" label={t("action.cancel")} />}
      {isHydrated && <ClearSelection />}
      {isUnanswered && (
        <p role="alert">
          {unreachable.title}. {unreachable.body}
        </p>
      )}
    </form>
  )
}

function BulkButton({ action, label }: { action: string; label: string }) {
  return (
    <button type="submit" name="action" value={action} className={actLook}>
      {label}
    </button>
  )
}

function SelectedCount({ selected }: { selected: number }) {
  const t = useTranslations("list")
  const { format } = useListSetting()
  const { selection, rows, count, setSelection } = useListState()
  const isOffered =
    selection.kind === "ids" && count.value > selected && selected >= Math.min(rows.length, mostIds)
  return (
    <>
      <span suppressHydrationWarning>
        {selection.kind === "matching" && !count.isExact
          ? t("count.at_least", { count: selected })
          : t("selection.count", { count: selected })}
      </span>
      {isOffered && (
        <button type="button" className={actLook} onClick={() => setSelection({ kind: "matching" })}>
          {t("selection.select_matching", {
            count: count.isExact ? format.number(count.value) : t("count.at_least", { count: count.value }),
          })}
        </button>
      )}
    </>
  )
}

function ClearSelection() {
  const t = useTranslations("list.selection")
  const { setSelection } = useListState()
  return (
    <button
      type="button"
      className="cursor-pointer py-1 text-ink-2 hover:underline"
      onClick={() => setSelection(nobody)}
    >
      {t("clear")}
    </button>
  )
}

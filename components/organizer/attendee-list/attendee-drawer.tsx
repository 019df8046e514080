"use client"

import dynamic from "next/dynamic"
import { useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useRef } from "react"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

const AttendeeDetail = dynamic(
  () => import("../attendee-detail/attendee-detail").then((module) => module.AttendeeDetail),
  { ssr: false },
)

type AttendeeDrawerProps = {
  /** Whether it stands beside the list, which then still takes the keys; otherwise it covers it. */
  isBeside: boolean
  onClose: () => void
}

/** The attendee the address names, or nothing. */
export function AttendeeDrawer({ isBeside, onClose }: AttendeeDrawerProps) {
  const t = useTranslations("person.drawer")
  const { event } = useListSetting()
  const { attendee, refreshChanged } = useListState()
  if (!attendee) return null
  const detail = (
    <AttendeeDetail
      key={attendee}
      event={event}
      registrationId={attendee}
      onChanged={() => refreshChanged(new Set([attendee]))}
      onClose={onClose}
    />
  )
  const label = t("title")
  if (!isBeside) {
    return (
      <DrawerDialog label={label} onClose={onClose}>
        {detail}
      </DrawerDialog>
    )
  }
  const closeOnEscape = (key: KeyboardEvent) => {
    if (key.key !== "Escape" || key.defaultPrevented) return
    key.preventDefault()
    onClose()
  }
  return (
    <aside
      id={toolIds.drawer}
      aria-label={label}
      tabIndex={-1}
      className="list-drawer"
      onKeyDown={closeOnEscape}
    >
      {detail}
    </aside>
  )
}

type DrawerDialogProps = { label: string; onClose: () => void; children: React.ReactNode }

function DrawerDialog({ label, onClose, children }: DrawerDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      id={toolIds.drawer}
      aria-label={label}
      className="list-drawer"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </dialog>
  )
}

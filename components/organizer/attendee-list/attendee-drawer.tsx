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

const drawerLook =
  "overflow-y-auto border-line border-s bg-surface p-0 text-ink motion-safe:animate-[drawer_200ms_cubic-bezier(0.2,0,0,1)]"

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
      className={`${drawerLook} fixed inset-y-0 end-0 w-90 focus-visible:-outline-offset-3`}
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
      className={`${drawerLook} inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-[min(28rem,100vw)] max-w-none backdrop:bg-black/40 rtl:right-auto rtl:left-0`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </dialog>
  )
}

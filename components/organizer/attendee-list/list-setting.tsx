"use client"

import { createContext, useContext } from "react"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { ListFormat } from "./list-format"

/** A filter as it is offered: what it is called, and its values in order. */
export type Facet = { name: string; label: string; options: { value: string; label: string }[] }

/** What every part of the list needs and nothing changes while it is open. */
export type ListSetting = {
  /** The event's slug. */
  event: string
  /** Where the list is, without parameters. */
  path: string
  columns: AttendeeColumn[]
  facets: Facet[]
  format: ListFormat
  /** Whether attendees may be checked in here, and changed. */
  may: { checkIn: boolean; edit: boolean }
}

const SettingContext = createContext<ListSetting | null>(null)

export const ListSettingProvider = SettingContext.Provider

export function useListSetting(): ListSetting {
  const setting = useContext(SettingContext)
  if (!setting) throw new Error("A part of the attendee list stands outside it")
  return setting
}

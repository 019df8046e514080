"use client"

import { useSyncExternalStore } from "react"
import { visitorTime } from "@/lib/domain/event-time"

const subscribe = () => () => {}
const visitorZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const unknownOnTheServer = () => null

type VisitorTimeProps = {
  at: Date
  timeZone: string
  language: string
  /** `your time`, in that language. */
  label: string
}

/** ` · your time 08:00`, once the browser has told its zone and only where that reads otherwise. */
export function VisitorTime({ at, timeZone, language, label }: VisitorTimeProps) {
  const zone = useSyncExternalStore(subscribe, visitorZone, unknownOnTheServer)
  const time = zone && visitorTime(at, timeZone, zone, language)
  return time ? (
    <span>
      {" "}
      ·{" "}
      <span className="whitespace-nowrap">
        {label} {time}
      </span>
    </span>
  ) : null
}

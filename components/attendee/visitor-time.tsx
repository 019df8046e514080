"use client"

import { useSyncExternalStore } from "react"
import { visitorTime } from "@/lib/domain/event-time"

const subscribe = () => () => {}
const visitorZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const unknownOnTheServer = () => null

/** ` · your time 8:00`, once the browser has told its zone and only where that reads otherwise. */
export function VisitorTime({ at, timeZone }: { at: Date; timeZone: string }) {
  const zone = useSyncExternalStore(subscribe, visitorZone, unknownOnTheServer)
  const time = zone && visitorTime(at, timeZone, zone)
  return time ? (
    <span>
      {" "}
      · <span className="whitespace-nowrap">your time {time}</span>
    </span>
  ) : null
}

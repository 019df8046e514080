"use client"

import { useTranslations } from "next-intl"
import useSWR from "swr"
import { buttonLook } from "@/components/ui/button-look"
import { Eyebrow } from "@/components/ui/eyebrow"
import { noticeLook } from "@/components/ui/notice"
import type { FormState } from "@/lib/actions/state"
import { AttendeePanel } from "./attendee-panel"
import type { ActReply, ShownAttendee } from "./shown-attendee"

type AttendeeDetailProps = {
  /** The event's slug. */
  event: string
  registrationId: string
  /** The attendee was changed here: what the list shows of them is old. */
  onChanged: () => void
  onClose: () => void
}

class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`)
  }
}

async function fetchAttendee(url: string): Promise<ShownAttendee> {
  const response = await fetch(url, { headers: { accept: "application/json" } })
  if (!response.ok) throw new Refused(response.status)
  return response.json()
}

/** One attendee beside the list: fetched, and changed in place. */
export function AttendeeDetail({ event, registrationId, onChanged, onClose }: AttendeeDetailProps) {
  const t = useTranslations("person.drawer")
  const url = `/api/organizer/${encodeURIComponent(event)}/attendees/${registrationId}`
  const { data, error, mutate, isLoading } = useSWR<ShownAttendee, Error>(url, fetchAttendee, {
    shouldRetryOnError: false,
  })

  const act = async (state: FormState, form: FormData): Promise<FormState> => {
    const failed: FormState = { ...state, attempt: state.attempt + 1, failure: { body: t("failed") } }
    const response = await fetch(url, { method: "POST", body: form }).catch(() => null)
    if (!response?.ok) return failed
    const reply: ActReply = await response.json()
    if ("goTo" in reply) {
      window.location.assign(reply.goTo)
      return state
    }
    if (reply.attendee) await mutate(reply.attendee, { revalidate: false })
    onChanged()
    // The server counts from what it was sent, and it was sent no state.
    return { ...reply.state, attempt: state.attempt + 1 }
  }

  return (
    <div className="px-5 py-4">
      <div className="mb-3 flex items-center justify-between gap-4">
        <Eyebrow tone="inherit">{t("title")}</Eyebrow>
        <button type="button" className="key" onClick={onClose} aria-label={t("close")}>
          Esc
        </button>
      </div>
      {isLoading && <p role="status">{t("loading")}</p>}
      {error && !data && (
        <div role="alert" className={noticeLook.warn}>
          <p>{error instanceof Refused && error.status === 404 ? t("gone") : t("failed")}</p>
          <button type="button" className={`${buttonLook.second} mt-3`} onClick={() => void mutate()}>
            {t("retry")}
          </button>
        </div>
      )}
      {data && <AttendeePanel key={data.id} attendee={data} action={act} isLinked />}
    </div>
  )
}

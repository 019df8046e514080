import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { EditorArea } from "@/components/organizer/editor/editor-fields"
import { EditorForm } from "@/components/organizer/editor/editor-form"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { longestReason } from "@/lib/events/cancel-event"
import { loadEventScope } from "@/lib/loaders/organizer"
import { seeOther } from "@/lib/loaders/see-other"
import type { EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { cancelEventAction, reinstateEventAction } from "../actions"

type CancelPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata({ params }: CancelPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  const t = await getTranslations("editor")
  return { title: `${event.cancelledAt ? t("reinstate.title") : t("cancel.title")} · ${event.title}` }
}

function Points({ points }: { points: string[] }) {
  return (
    <ul className="mb-6 list-disc ps-5">
      {points.map((point) => (
        <li key={point} className="mb-2">
          {point}
        </li>
      ))}
    </ul>
  )
}

async function Cancel({ scope: { event } }: { scope: EventScope }) {
  const t = await getTranslations("editor.cancel")
  return (
    <>
      <Points points={[t("closed"), t("told", { count: event.taken }), t("kept")]} />
      <EditorForm
        action={cancelEventAction.bind(null, event.slug)}
        initial={initialFormState}
        fields={["reason"]}
        words={{ save: t("confirm"), saving: t("pending") }}
        aside={<a href={`/organizer/${event.slug}/settings`}>{t("back")}</a>}
        isFinal
      >
        <EditorArea name="reason" label={t("reason")} hint={t("reason_hint", { limit: longestReason })} />
      </EditorForm>
    </>
  )
}

async function Reinstate({ scope: { event } }: { scope: EventScope }) {
  const t = await getTranslations("editor.reinstate")
  return (
    <>
      <Points points={[t("open"), t("told")]} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <ActionButtons
          action={reinstateEventAction.bind(null, event.slug)}
          name="go"
          buttons={[{ value: "on", label: t("confirm"), kind: "first" }]}
        />
        <a href={`/organizer/${event.slug}/settings`}>{t("back")}</a>
      </div>
    </>
  )
}

/** The second step before an event is called off, or takes place after all: what that does, and to whom. */
export default async function CancelPage({ params }: CancelPageProps) {
  const scope = await loadEventScope((await params).event, "edit")
  const { event } = scope
  if ((await runtime()).clock() >= event.endsAt) seeOther(`/organizer/${event.slug}/settings`)
  const t = await getTranslations("editor")
  return (
    <OrganizerPage
      scope={scope}
      event={event}
      current="settings"
      title={event.cancelledAt ? t("reinstate.title") : t("cancel.title")}
    >
      <div className="max-w-[40rem]">
        {event.cancelledAt ? <Reinstate scope={scope} /> : <Cancel scope={scope} />}
      </div>
    </OrganizerPage>
  )
}

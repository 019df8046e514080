import type { Metadata } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { NetworkExplained } from "@/components/organizer/editor/network-explained"
import { NetworkForm } from "@/components/organizer/editor/network-form"
import { loadNetworkLabels } from "@/components/organizer/editor/network-labels"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { type FormState, initialFormState } from "@/lib/actions/state"
import { listTimeRequests } from "@/lib/db/queries/network-passes"
import type { EventWithQuestions } from "@/lib/domain/event"
import { dayAndTime } from "@/lib/domain/event-time"
import { type NetworkRule, passWindow } from "@/lib/domain/network-pass"
import { offeredOptions } from "@/lib/domain/question"
import { fingerprints } from "@/lib/events/merge-edit"
import {
  closedRanks,
  joinTiers,
  networkFieldNames,
  networkValues,
  newNetworkValues,
} from "@/lib/events/network-form"
import { loadEventScope } from "@/lib/loaders/organizer"
import { readNetworkRule } from "@/lib/network/network-rule"
import { runtime } from "@/lib/runtime"
import { editNetworkRuleAction, removeNetworkRuleAction } from "./actions"

type NetworkPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<{ done?: string | string[]; version?: string | string[] }>
}

/** Blank rows for tiers that are still to come. */
const blankRows = 2

const deeds = ["saved", "removed"] as const

export async function generateMetadata({ params }: NetworkPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  return { title: `${(await getTranslations("editor.network"))("title")} · ${event.title}` }
}

function initialState(rule: NetworkRule | null): FormState {
  const values = networkValues(rule)
  const seen = JSON.stringify(fingerprints(joinTiers(values), networkFieldNames))
  const rows = closedRanks(values, blankRows)
  return { ...initialFormState, values: { ...(rule ? values : newNetworkValues), ...rows, seen: [seen] } }
}

/** Answers that can bring other access: every option of a choice that is asked. */
function tierChoices({ questions }: EventWithQuestions) {
  return questions.flatMap((question) =>
    offeredOptions(question).map(({ value, label }) => ({
      value: `${question.key}=${value}`,
      label: `${question.label}: ${label}`,
    })),
  )
}

/** The network pass of an event: what it does, everything that is decided about it, and how to switch it off. */
export default async function NetworkPage({ params, searchParams }: NetworkPageProps) {
  const scope = await loadEventScope((await params).event, "edit")
  const { event } = scope
  const t = await getTranslations("editor.network")
  const context = await runtime()
  const { siteUrl } = context
  const rule = await readNetworkRule(context, scope)
  const { done, version } = await searchParams
  const deed = deeds.find((each) => each === done)
  const { editor } = await getMessages()
  return (
    <OrganizerPage
      scope={scope}
      event={event}
      current="network"
      title={t("title")}
      messages={{ editor: { network: { tier: editor.network.tier } } }}
    >
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`done.${deed}`)} />}
        <NetworkExplained />
        {rule && <OpenHours rule={rule} event={event} />}
        {rule?.portalUrl === null && (
          <p className="wrap-anywhere mb-6 text-ink-2">
            {t("venue_info", { url: `${siteUrl}/e/${event.slug}/captive-portal` })}
          </p>
        )}
        {rule && <TimeRequests event={event} />}
        <NetworkForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key.
          key={String(version)}
          action={editNetworkRuleAction.bind(null, event.slug)}
          initial={initialState(rule)}
          labels={await loadNetworkLabels()}
          isOn={rule !== null}
          choices={tierChoices(event)}
          cancelHref={`/organizer/${event.slug}`}
        />
        {rule && (
          <section className="mt-10 border-line border-t pt-4">
            <h2 className="text-20">{t("remove.title")}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t("remove.body")}</p>
            <ActionButtons
              action={removeNetworkRuleAction.bind(null, event.slug)}
              name="remove"
              buttons={[{ value: "yes", label: t("remove.submit") }]}
            />
          </section>
        )}
      </div>
    </OrganizerPage>
  )
}

/** When the passes open and close, on the clocks of the event. */
async function OpenHours({ rule, event }: { rule: NetworkRule; event: EventWithQuestions }) {
  const t = await getTranslations("editor.network")
  const language = await getLocale()
  const { opensAt, closesAt } = passWindow(rule, event)
  const time = (at: Date) => dayAndTime(at, event.timeZone, language)
  return <p className="mb-6">{t("window", { from: time(opensAt), until: time(closesAt) })}</p>
}

/** More than this wait in no queue that people still look through. */
const mostRequests = 200

/** Who has asked for more time, each leading to the page where it is given. */
async function TimeRequests({ event }: { event: EventWithQuestions }) {
  const { db, clock } = await runtime()
  const requests = await listTimeRequests(db, event.id, { now: clock(), limit: mostRequests })
  if (requests.length === 0) return null
  const t = await getTranslations("editor.network")
  const person = await getTranslations("person")
  const language = await getLocale()
  return (
    <section className="mb-8" aria-labelledby="time-requests">
      <h2 id="time-requests" className="mb-2 text-20">
        {t("time_requests", { count: requests.length })}
      </h2>
      <ul className="border-line border-t">
        {requests.map(({ registrationId, firstName, lastName, askedAt }) => (
          <li
            key={registrationId}
            className="flex flex-wrap justify-between gap-x-4 border-line border-b py-2"
          >
            <a href={`/organizer/${event.slug}/attendees/${registrationId}`} className="wrap-anywhere">
              <bdi>{`${firstName} ${lastName}`.trim() || person("nameless")}</bdi>
            </a>
            {askedAt && <span className="text-ink-2">{dayAndTime(askedAt, event.timeZone, language)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

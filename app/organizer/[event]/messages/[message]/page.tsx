import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { cache } from "react"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import type { NamedLanguage } from "@/components/organizer/editor/event-labels"
import { MessageForm } from "@/components/organizer/messages/message-form"
import { loadMessageLabels } from "@/components/organizer/messages/message-labels"
import { RefreshEvery } from "@/components/organizer/messages/refresh-every"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { Notice } from "@/components/ui/notice"
import { initialFormState } from "@/lib/actions/state"
import { type MessageView, previewMessage, readMessage } from "@/lib/desk/message"
import { messageValues } from "@/lib/desk/message-form"
import { dayAndTime } from "@/lib/domain/event-time"
import { languageTag } from "@/lib/i18n/languages"
import { languagesOf, translationsOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { selfContainedHtml } from "@/lib/mail/message"
import type { EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { messageAction, saveMessageAction } from "../actions"

type MessagePageProps = {
  params: Promise<{ event: string; message: string }>
  searchParams: Promise<{ done?: string | string[]; language?: string | string[] }>
}

const deeds = ["saved", "tested", "scheduled", "taken_back", "stopped"] as const
const refusals = ["unwritten", "over", "changed"] as const

const loadView = cache(async (slug: string, id: string) => {
  const scope = await loadEventScope(slug, "edit")
  const view = (await readMessage(await runtime(), scope, id)) ?? notFound()
  return { scope, view }
})

export async function generateMetadata({ params }: MessagePageProps): Promise<Metadata> {
  const { event, message } = await params
  const { view } = await loadView(event, message)
  const t = await getTranslations("editor.message")
  return { title: view.texts.own.subject || t("untitled") }
}

/** One message: written and tried out while it is a draft, then how far it is and who could not be reached. */
export default async function MessagePage({ params, searchParams }: MessagePageProps) {
  const { event: slug, message: id } = await params
  const { scope, view } = await loadView(slug, id)
  const t = await getTranslations("editor.message")
  const { done, language } = await searchParams
  const deed = deeds.find((each) => each === done)
  const refusal = refusals.find((each) => each === done)
  const { state } = view
  return (
    <OrganizerPage
      scope={scope}
      event={scope.event}
      current="messages"
      title={view.texts.own.subject || t("untitled")}
    >
      {(state === "scheduled" || state === "sending") && (
        <>
          <RefreshEvery seconds={5} />
          <noscript>
            <meta httpEquiv="refresh" content={`20;url=/organizer/${slug}/messages/${id}`} />
          </noscript>
        </>
      )}
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`done.${deed}`)} />}
        {refusal && (
          <div className="mb-4">
            <Notice kind="bad" role="status" title={t(`refused.${refusal}`)} />
          </div>
        )}
        <Audience view={view} />
        {state === "draft" && (
          <MessageForm
            // From the address: without JavaScript what was refused comes back only into a form of the same key.
            key={String(done)}
            action={saveMessageAction.bind(null, slug, id)}
            initial={{ ...initialFormState, values: messageValues(view, scope.event) }}
            labels={await loadMessageLabels(translationsOf(scope.event))}
            languages={translationsOf(scope.event)}
            event={scope.event}
            cancelHref={`/organizer/${slug}/messages`}
          />
        )}
        {state !== "draft" && <Delivery slug={slug} scope={scope} view={view} />}
        <Preview slug={slug} view={view} languages={previewLanguages(scope, view)} asked={language} />
        {state === "draft" && (
          <ActionButtons
            action={messageAction.bind(null, slug, id, undefined)}
            name="act"
            buttons={[{ value: "discard", label: t("discard") }]}
          />
        )}
        {state !== "draft" && <a href={`/organizer/${slug}/messages`}>{t("back")}</a>}
      </div>
    </OrganizerPage>
  )
}

/** To how many it goes, and how many of them it passes by. */
async function Audience({ view: { total, unsubscribed, isOptional, state } }: { view: MessageView }) {
  const t = await getTranslations("editor.message")
  return (
    <p className="mb-6 text-16">
      {t("audience", { count: total })}{" "}
      {state === "draft" && unsubscribed > 0 && (
        <span className="text-ink-2">
          {isOptional
            ? t("opted_out", { count: unsubscribed })
            : t("opted_out_service", { count: unsubscribed })}
        </span>
      )}
    </p>
  )
}

type PartProps = { slug: string; scope: EventScope; view: MessageView }

/** How far a message is that is meant, and what can still be done about it. */
async function Delivery({ slug, scope: { event }, view }: PartProps) {
  const t = await getTranslations("editor.message")
  const { id, state, startsAt, mails, leftOut, refused } = view
  const at = startsAt ? dayAndTime(startsAt, event.timeZone, await getLocale()) : ""
  const action = messageAction.bind(null, slug, id, undefined)
  return (
    <section className="mb-8" aria-labelledby="delivery">
      <h2 id="delivery" className="mb-2 text-20">
        {t(`state.${state}`)}
      </h2>
      <p className="mb-3">{state === "scheduled" ? t("goes_out", { at }) : t("went_out", { at })}</p>
      {state !== "scheduled" && (
        <ul className="mb-4 flex flex-wrap gap-x-6">
          <li>{t("sent", { count: mails.sent })}</li>
          <li>{t("waiting", { count: mails.waiting })}</li>
          <li>{t("refused_count", { count: mails.refused })}</li>
          {leftOut > 0 && <li>{t("left_out", { count: leftOut })}</li>}
        </ul>
      )}
      {state === "scheduled" && (
        <ActionButtons action={action} name="act" buttons={[{ value: "take_back", label: t("take_back") }]} />
      )}
      {state === "sending" && (
        <ActionButtons action={action} name="act" buttons={[{ value: "stop", label: t("stop") }]} />
      )}
      {refused.length > 0 && (
        <>
          <h3 className="mt-6 mb-1 text-16">{t("refused_title")}</h3>
          <p className="mb-2 text-ink-2">{t("refused_body")}</p>
          <ul className="list-disc ps-5">
            {refused.map(({ id: attendee, name }) => (
              <li key={attendee}>
                <a href={`/organizer/${slug}/attendees/${attendee}`} className="wrap-anywhere">
                  {name || t("nameless")}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** The languages a message was written in; none for one that says the same to everybody. */
function previewLanguages({ event }: EventScope, { texts: { translations } }: MessageView): NamedLanguage[] {
  const translated = translationsOf(event).filter(({ code }) => code in translations)
  return translated.length > 0 ? [...languagesOf(event).slice(0, 1), ...translated] : []
}

type PreviewProps = Omit<PartProps, "scope"> & {
  languages: NamedLanguage[]
  asked: string | string[] | undefined
}

/** The mail as one of its readers will see it, in each language it was written in, and the buttons that send it. */
async function Preview({ slug, view, languages, asked }: PreviewProps) {
  const language = (languages.find(({ code }) => code === asked) ?? languages[0])?.code
  const mail = await previewMessage(await runtime(), view, language)
  if (!mail) return null
  const t = await getTranslations("editor.message")
  const send = view.sendAt ? t("schedule", { count: view.total }) : t("send", { count: view.total })
  return (
    <section id="preview" className="mt-8 mb-8 border-line border-t pt-4">
      <h2 className="text-20">{t("preview")}</h2>
      <p className="mt-1 mb-3 text-ink-2">{t("preview_hint")}</p>
      {languages.length > 0 && (
        <nav aria-label={t("preview_languages")} className="mb-3 flex flex-wrap gap-x-4">
          {languages.map(({ code, name }) => (
            <a
              key={code}
              href={`/organizer/${slug}/messages/${view.id}?language=${code}#preview`}
              aria-current={code === language ? "true" : undefined}
              className="py-2 aria-[current]:font-semibold aria-[current]:no-underline"
            >
              <bdi lang={languageTag(code)}>{name}</bdi>
            </a>
          ))}
        </nav>
      )}
      <p className="mb-3 wrap-anywhere font-semibold">
        <bdi>{mail.subject}</bdi>
      </p>
      <iframe
        title={t("preview")}
        sandbox=""
        srcDoc={selfContainedHtml(mail)}
        className="mb-4 h-[36rem] w-full rounded-panel border border-line bg-white"
      />
      {view.state === "draft" && (
        <ActionButtons
          action={messageAction.bind(null, slug, view.id, language)}
          name="act"
          buttons={[
            { value: "send", label: send, kind: "first" },
            { value: "test", label: t("test") },
          ]}
        />
      )}
    </section>
  )
}

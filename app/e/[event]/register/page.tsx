import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { askedQuestion } from "@/components/attendee/asked-question"
import { EventPanel } from "@/components/attendee/event-panel"
import { RegisterForm } from "@/components/attendee/register-form"
import { RegistrationNotice } from "@/components/attendee/registration-notice"
import { answerText } from "@/components/profile/answer-text"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { Prose } from "@/components/ui/prose"
import { initialFormState } from "@/lib/actions/state"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { readSuggestedCountry } from "@/lib/auth/request"
import { formValues } from "@/lib/domain/answers"
import { eventPhase } from "@/lib/domain/event-phase"
import { renderMarkdown } from "@/lib/domain/markdown"
import type { Question } from "@/lib/domain/question"
import { loadEvent } from "@/lib/loaders/event"
import { loadFirstQuestions } from "@/lib/loaders/known-answers"
import { wasRefused } from "@/lib/loaders/refused-form"
import { loadRegistrant } from "@/lib/loaders/registrant"
import { seeOther } from "@/lib/loaders/see-other"
import { findOwnTicketPath } from "@/lib/loaders/ticket"
import { askedForConsent } from "@/lib/registration/consent"
import { findOpenDraft } from "@/lib/registration/draft"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../../site-footer"
import { registerAction } from "./actions"

type RegisterPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata({ params }: RegisterPageProps): Promise<Metadata> {
  const t = await getTranslations("attendee.register")
  return { title: t("page_title", { event: (await loadEvent((await params).event)).title }) }
}

async function TicketGoesTo({ email }: { email: string }) {
  const t = await getTranslations("attendee.register")
  return (
    <p className="text-ink-2">
      {t.rich("signed_in", {
        email: () => (
          <strong dir="ltr" className="wrap-anywhere text-ink">
            {email}
          </strong>
        ),
      })}
    </p>
  )
}

const formId = "register"

export default async function RegisterPage({ params }: RegisterPageProps) {
  const t = await getTranslations("attendee.register")
  const confirm = await getTranslations("attendee.confirm")
  const messages = await getMessages()
  const event = await loadEvent((await params).event)
  const isRefused = await wasRefused()
  const person = await loadRegistrant()
  // Who is told that the form was somebody else's, or sent one as a stranger, stays to read it.
  // Anybody else with a ticket finds it on the event's page: they may have come by Back from the ticket itself.
  if (!isRefused && (await findOwnTicketPath(event.id))) seeOther(`/e/${event.slug}`)
  const context = await runtime()
  const phase = eventPhase(event, context.clock())
  const challengeId = await readChallengeId()
  const kept = challengeId ? await findOpenDraft(context, challengeId, event.id) : null
  // Whoever proved the address may have signed out since, on a computer that others use.
  const open = kept?.isProved && kept.email !== person?.email ? null : kept
  const { asked: questions, filledIn, known: answered } = await loadFirstQuestions(event, person)
  const suggested = await readSuggestedCountry()
  const ask = (question: Question) =>
    askedQuestion(question, { suggestedCountry: suggested, promisedBy: event })
  const known = open?.draft ?? person
  const asking = await askedForConsent(context, event.organization.id, person?.id ?? null)
  const values = {
    ...(known && { first_name: [known.firstName], last_name: [known.lastName] }),
    ...formValues(filledIn, { answers: answered, spellings: {} }),
    ...(open && { email: [open.email], ...formValues(questions, open.draft) }),
  }
  // A form that came too late comes back with what was typed, and says that nothing was booked.
  const isWaitlist = phase === "waitlist"
  const isForm = phase === "open" || isWaitlist || isRefused
  const waitlist = await getTranslations("attendee.waitlist")
  const words = messages.attendee.register.form
  return (
    <Page hue={event.hue} footer={<SiteFooter form={isForm ? formId : undefined} />}>
      <Split panel={<EventPanel event={event} href={`/e/${event.slug}`} />}>
        {isForm ? (
          <RegisterForm
            id={formId}
            action={registerAction.bind(null, event.slug)}
            initial={{ ...initialFormState, values }}
            questions={await Promise.all(questions.map(ask))}
            filledIn={
              filledIn.length > 0 && {
                title: t("filled_in.title"),
                change: t("filled_in.change"),
                answers: await Promise.all(
                  filledIn.map(async (question) => {
                    const answer = answered[question.key] ?? ""
                    const text = await answerText(question, answer)
                    return { question: await ask({ ...question, required: true }), answer, text }
                  }),
                ),
              }
            }
            submissionId={open && challengeId ? challengeId : context.newId()}
            labels={messages.common.field}
            words={isWaitlist ? { ...words, submit: waitlist("join") } : words}
            mayWait={isWaitlist}
            signedIn={person && <TicketGoesTo email={person.email} />}
            news={asking && (await getTranslations("marketing"))("consent", { organization: asking })}
            back={<a href={`/e/${event.slug}`}>{confirm("back_to_event", { event: event.title })}</a>}
            terms={<Prose html={renderMarkdown(event.terms)} />}
          >
            <FormHeading title={isWaitlist ? waitlist("join") : t("title")}>
              {isWaitlist && (
                <p>
                  {waitlist("register_body")} {waitlist("ahead", { waiting: event.waiting })}
                </p>
              )}
            </FormHeading>
          </RegisterForm>
        ) : (
          <>
            <FormHeading title={t("title")} />
            <RegistrationNotice event={event} phase={phase} isSignedIn={person !== null} />
          </>
        )}
      </Split>
    </Page>
  )
}

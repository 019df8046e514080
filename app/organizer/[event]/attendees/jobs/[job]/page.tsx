import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { ActionButton } from "@/components/me/action-button"
import { BulkProgressBar } from "@/components/organizer/bulk/bulk-progress"
import { describeProgress } from "@/components/organizer/bulk/describe-progress"
import { ResultTable } from "@/components/organizer/bulk/result-table"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { ButtonLink } from "@/components/ui/button-link"
import { SubmitButton } from "@/components/ui/submit-button"
import { listResults } from "@/lib/db/queries/bulk"
import { readProgress } from "@/lib/desk/bulk"
import { loadEventScope } from "@/lib/loaders/organizer"
import { seeOther } from "@/lib/loaders/see-other"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { confirmBulkAction, startBulkAction } from "../../bulk-actions"

type JobPageProps = { params: Promise<{ event: string; job: string }> }

/** More rows than somebody reads; the numbers above count them all. */
const mostRows = 500

async function loadJob(slug: string, jobId: string) {
  const scope = await loadEventScope(slug)
  const progress = (await readProgress(await runtime(), scope, jobId)) ?? notFound()
  return { scope, progress }
}

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  const { event, job } = await params
  const { progress } = await loadJob(event, job)
  const t = await getTranslations("person.bulk")
  return { title: t(`title.${progress.action}`) }
}

/** Passes that were ended by mistake are given again, those alone. */
async function GiveBack({ slug, job, count }: { slug: string; job: string; count: number }) {
  const t = await getTranslations("person")
  return (
    <form action={startBulkAction.bind(null, slug)} className="mb-4 w-fit">
      <input type="hidden" name="job" value={randomUUID()} />
      <input type="hidden" name="action" value="give_network_again" />
      <input type="hidden" name="done_in" value={job} />
      <SubmitButton kind="second" pendingText={t("panel.pending")}>
        {t("bulk.give_back", { count })}
      </SubmitButton>
    </form>
  )
}

/** One action on many attendees: asked once more where it is grave, then its progress, then each result. */
export default async function JobPage({ params }: JobPageProps) {
  const { event: slug, job } = await params
  const { scope, progress } = await loadJob(slug, job)
  const t = await getTranslations("person")
  const path = `/organizer/${slug}/attendees`
  const { action, state, total, counts } = progress
  if (action === "send_message") return seeOther(`/organizer/${slug}/messages/${job}`)
  const results = await listResults((await runtime()).db, job, { limit: mostRows, offset: 0 })
  const isAsked = state === "unconfirmed"
  return (
    <OrganizerPage scope={scope} event={scope.event} current="attendees" title={t(`bulk.title.${action}`)}>
      {state === "running" && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
          <p className="mb-2 text-ink-2">{t("bulk.reload")}</p>
        </noscript>
      )}
      {isAsked ? (
        <div className="mb-6 max-w-[32rem]">
          <p className="mb-2 font-semibold text-16">{t("bulk.ask", { count: total })}</p>
          <ul className="mb-4 list-disc ps-5">
            <li>{t("act.cancel_point_ticket")}</li>
            <li>{t("act.cancel_point_mail")}</li>
          </ul>
          <div className="flex flex-wrap gap-3">
            {allows(scope, "edit") && (
              <ActionButton action={confirmBulkAction.bind(null, slug, job)}>
                {t("bulk.confirm", { count: total })}
              </ActionButton>
            )}
            <ButtonLink href={path} kind="second">
              {t("bulk.no")}
            </ButtonLink>
          </div>
        </div>
      ) : (
        <>
          <BulkProgressBar
            key={state}
            url={`${path}/jobs/${job}/progress.json`}
            initial={await describeProgress(progress)}
            label={t("bulk.progress")}
          />
          <p className="mb-4">
            <a href={path}>{t("back")}</a>
          </p>
        </>
      )}
      {action === "end_network" && state === "finished" && counts.done > 0 && allows(scope, "check_in") && (
        <GiveBack slug={slug} job={job} count={counts.done} />
      )}
      <ResultTable results={results} path={path} />
      {total > results.length && (
        <p className="mt-2 text-ink-2">{t("bulk.more", { count: results.length })}</p>
      )}
    </OrganizerPage>
  )
}

import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { InvitationForm } from "@/components/organizer/team/invitation-form"
import { loadInvitationLabels } from "@/components/organizer/team/invitation-labels"
import { TeamTable } from "@/components/organizer/team/team-table"
import { Notice } from "@/components/ui/notice"
import { initialFormState } from "@/lib/actions/state"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { loadPlaces } from "@/lib/loaders/team"
import { listTeam } from "@/lib/organizers/team"
import { runtime } from "@/lib/runtime"
import { inviteAction, memberAction } from "./actions"

type TeamPageProps = { searchParams: Promise<{ done?: string | string[] }> }

const deeds = ["invited", "role", "again", "removed"] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organizer.team"))("title") }
}

/** Who works for the organization, as what, and who says so; and the way to invite others. */
export default async function TeamPage({ searchParams }: TeamPageProps) {
  const scope = await loadOrganizer("edit")
  const t = await getTranslations("organizer.team")
  const { done } = await searchParams
  const deed = deeds.find((each) => each === done)
  const members = await listTeam(await runtime(), scope)
  return (
    <OrganizerPage scope={scope} current="team" title={t("title")} count={members.length}>
      {deed && <DoneNotice text={t(`done.${deed}`)} />}
      {done === "changed" && (
        <div className="mb-4">
          <Notice kind="warn" role="status" title={t("done.changed")} />
        </div>
      )}
      <p className="mb-4 max-w-[40rem] text-ink-2">{t("intro", { organization: scope.organization.name })}</p>
      <TeamTable members={members} ownEmail={scope.email} action={memberAction} />
      <section className="mt-10 max-w-[40rem]" aria-labelledby="invite">
        <h2 id="invite" className="mb-3 text-20">
          {t("invite")}
        </h2>
        <InvitationForm
          // Without JavaScript what was refused comes back only into a form of the same key.
          key={String(done)}
          action={inviteAction}
          initial={{ ...initialFormState, values: { place: ["assistant"] } }}
          labels={await loadInvitationLabels(await loadPlaces(scope))}
        />
      </section>
    </OrganizerPage>
  )
}

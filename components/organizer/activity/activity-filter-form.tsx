import { getTranslations } from "next-intl/server"
import { buttonLook } from "@/components/ui/button-look"
import { Select } from "@/components/ui/select"
import { type ActivityKind, activityKinds } from "@/lib/domain/organizer-act"

type ActivityFilterFormProps = {
  path: string
  filter: { kind: ActivityKind; eventSlug: string | undefined; actorId: string | undefined }
  events: { slug: string; title: string }[]
  actors: { id: string; email: string }[]
}

/** What the page shows: of events or of attendees, of one event, by one person. All of it is in the address. */
export async function ActivityFilterForm({ path, filter, events, actors }: ActivityFilterFormProps) {
  const t = await getTranslations("organizer.activity")
  return (
    <>
      <nav aria-label={t("label.of")} className="mb-4 flex flex-wrap gap-x-5">
        {activityKinds.map((kind) => (
          <a
            key={kind}
            href={`${path}?of=${kind}`}
            aria-current={kind === filter.kind ? "page" : undefined}
            className="py-2 aria-[current]:font-semibold aria-[current]:no-underline"
          >
            {t(`kind.${kind}`)}
          </a>
        ))}
      </nav>
      <form action={path} className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">
        <input type="hidden" name="of" value={filter.kind} />
        <Select
          name="event"
          label={t("label.event")}
          none={t("every_event")}
          options={events.map(({ slug, title }) => ({ value: slug, label: title }))}
          value={filter.eventSlug}
        />
        <Select
          name="by"
          label={t("label.by")}
          none={t("everybody")}
          options={actors.map(({ id, email }) => ({ value: id, label: email }))}
          value={filter.actorId}
        />
        <button type="submit" className={buttonLook.second}>
          {t("show")}
        </button>
      </form>
    </>
  )
}

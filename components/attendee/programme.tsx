import { getTranslations } from "next-intl/server"
import { clockRange, weekdayAndDay } from "@/lib/domain/event-time"
import { type Session, type Speaker, sessionsByDay } from "@/lib/domain/page-content"
import { getDateLocale } from "./date-locale"
import { VisitorTime } from "./visitor-time"

export type ProgrammeProps = {
  event: { slug: string; timeZone: string }
  sessions: Session[]
  speakers: Pick<Speaker, "id" | "name">[]
  /** Where the speakers of the page are: on this one, unless given. */
  speakersAt?: string
}

/** The sessions of an event by their time; one of several days has a heading for each. */
export async function Programme(props: ProgrammeProps) {
  const { event, sessions } = props
  const language = await getDateLocale()
  const days = sessionsByDay(sessions, event.timeZone)
  if (days.length === 1) return <SessionList {...props} level="h3" />
  return days.map(([day, ofDay]) => {
    const [first] = ofDay
    return (
      <section key={day} aria-labelledby={`day-${day}`} className="mb-8">
        <h3 id={`day-${day}`} className="mb-2 text-20 first-letter:uppercase">
          {first && weekdayAndDay(first.startsAt, event.timeZone, language)}
        </h3>
        <SessionList {...props} sessions={ofDay} level="h4" />
      </section>
    )
  })
}

async function SessionList({
  event,
  sessions,
  speakers,
  speakersAt = "",
  level: Title,
}: ProgrammeProps & { level: "h3" | "h4" }) {
  const t = await getTranslations("attendee")
  const language = await getDateLocale()
  const { slug, timeZone } = event
  return (
    <ol>
      {sessions.map(({ id, title, startsAt, endsAt, room, text, speakerIds }) => {
        const who = speakers.filter((speaker) => speakerIds.includes(speaker.id))
        return (
          <li key={id} id={`session-${id}`} className="grid gap-x-6 gap-y-1 border-line border-t py-4">
            <p className="text-15 text-ink-2">
              <time dateTime={startsAt.toISOString()}>
                {clockRange({ startsAt, endsAt, timeZone }, language)}
              </time>
              <VisitorTime
                at={startsAt}
                timeZone={timeZone}
                language={language}
                label={t("your_time")}
                isOwnLine
              />
            </p>
            <div className="min-w-0 wrap-anywhere">
              <Title className="font-semibold text-17">
                <bdi>{title}</bdi>
              </Title>
              {(who.length > 0 || room) && (
                <p className="text-15 text-ink-2">
                  {who.map((speaker, index) => (
                    <span key={speaker.id}>
                      {index > 0 && ", "}
                      <a href={`${speakersAt}#speaker-${speaker.id}`}>
                        <bdi>{speaker.name}</bdi>
                      </a>
                    </span>
                  ))}
                  {who.length > 0 && room && " · "}
                  {room && <bdi>{room}</bdi>}
                </p>
              )}
              {text && (
                <p dir="auto" className="mt-1 whitespace-pre-line">
                  {text}
                </p>
              )}
              <p className="mt-1 text-15 print:hidden">
                <a
                  href={`/e/${slug}/sessions/${id}/calendar.ics`}
                  aria-label={t("content.calendar_for", { title })}
                  className="inline-block py-1"
                >
                  {t("content.calendar")}
                </a>
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

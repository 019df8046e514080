import { getTranslations } from "next-intl/server"
import { Prose } from "@/components/ui/prose"
import type { Contact, Session, Speaker } from "@/lib/domain/page-content"
import { internationalPhone } from "@/lib/domain/phone"
import { ContentSection } from "./content-section"
import { Portrait } from "./portrait"
import { Programme } from "./programme"

export type EventContentProps = {
  event: { slug: string; timeZone: string }
  content: {
    sessions: Session[]
    speakers: Speaker[]
    /** Answers and directions are sanitised HTML. */
    faq: { id: string; question: string; html: string }[]
    contact: Contact
    directionsHtml: string
  }
}

/** What an event's page says below its description; a part that was not filled in is not there. */
export async function EventContent({ event, content }: EventContentProps) {
  const t = await getTranslations("attendee.content")
  const { sessions, speakers, faq, contact, directionsHtml } = content
  return (
    <div className="mt-8 max-w-[40rem]">
      {sessions.length > 0 && (
        <ContentSection id="programme" title={t("programme")}>
          <Programme event={event} sessions={sessions} speakers={speakers} />
        </ContentSection>
      )}
      {speakers.length > 0 && (
        <ContentSection id="speakers" title={t("speakers")}>
          <SpeakerList speakers={speakers} />
        </ContentSection>
      )}
      {directionsHtml && (
        <ContentSection id="directions" title={t("directions")}>
          <Prose html={directionsHtml} />
        </ContentSection>
      )}
      {faq.length > 0 && (
        <ContentSection id="faq" title={t("faq")}>
          {faq.map(({ id, question, html }) => (
            <details key={id} className="border-line border-t">
              <summary className="wrap-anywhere py-3 font-semibold">
                <bdi>{question}</bdi>
              </summary>
              <div className="mb-4">
                <Prose html={html} />
              </div>
            </details>
          ))}
        </ContentSection>
      )}
      {(contact.name || contact.email || contact.phone) && (
        <ContentSection id="contact" title={t("contact")}>
          <ContactLines contact={contact} />
        </ContentSection>
      )}
    </div>
  )
}

function SpeakerList({ speakers }: { speakers: Speaker[] }) {
  return (
    <ul className="grid gap-6">
      {speakers.map(({ id, name, role, link, text, picture }) => (
        <li key={id} id={`speaker-${id}`} className={picture && "flex items-start gap-4"}>
          {picture && <Portrait speaker={{ picture }} />}
          <div className="min-w-0 wrap-anywhere">
            <h3 className="font-semibold text-17">
              <bdi>{name}</bdi>
            </h3>
            {role && (
              <p dir="auto" className="text-15 text-ink-2">
                {role}
              </p>
            )}
            {text && (
              <p dir="auto" className="mt-1 whitespace-pre-line">
                {text}
              </p>
            )}
            {link && (
              <p className="mt-1 text-15">
                <a href={link} rel="nofollow noopener">
                  <bdi>{new URL(link).hostname.replace(/^www\./, "")}</bdi>
                </a>
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function ContactLines({ contact: { name, email, phone } }: { contact: Contact }) {
  return (
    <ul className="grid gap-1 wrap-anywhere">
      {name && (
        <li>
          <bdi>{name}</bdi>
        </li>
      )}
      {email && (
        <li>
          <a href={`mailto:${email}`} className="inline-block py-1">
            <bdi>{email}</bdi>
          </a>
        </li>
      )}
      {phone && (
        <li>
          <a href={`tel:${phone}`} className="inline-block py-1">
            <bdi>{internationalPhone(phone)}</bdi>
          </a>
        </li>
      )}
    </ul>
  )
}

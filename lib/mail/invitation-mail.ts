import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import type { TeamRole } from "@/lib/domain/team"
import { mailTranslator } from "@/lib/i18n/messages"
import { letter } from "./letter"
import { type MailMessage, oneLine } from "./message"
import { houseHue } from "./palette"

type InvitationMail = {
  to: string
  language: string
  role: TeamRole
  organization: string
  /** The address of whoever invites; null: it is gone. */
  inviter: string | null
  /** Whose door it is, in the reader's language. */
  event: Event | null
  /** Where it leads: a code proves the address there. */
  url: string
}

/** Asks somebody to work with an organization, or to help at the door of one event. */
export function invitationMail({ to, language, role, event, url, ...mail }: InvitationMail): MailMessage {
  const t = mailTranslator(language)
  const organization = oneLine(mail.organization)
  const title = event ? oneLine(event.title) : ""
  const date = event ? dateRange(event, language) : ""
  const inviter = mail.inviter ?? organization
  return letter({
    to,
    language,
    hue: event?.hue ?? houseHue,
    eyebrow: event ? title : organization,
    subject: event
      ? t("invitation.door.subject", { event: title })
      : t("invitation.subject", { organization }),
    heading: event
      ? t("invitation.door.heading", { event: title })
      : t("invitation.heading", { organization }),
    paragraphs: [
      event
        ? t("invitation.door.body", { inviter, event: title, date })
        : t(`invitation.${role === "organizer" ? "organizer" : "assistant"}`, { inviter, organization }),
      t("invitation.code", { email: to }),
    ],
    link: { label: event ? t("invitation.door.link") : t("invitation.link"), url },
    reason: t("invitation.reason", { inviter, organization }),
  })
}

import { isolate } from "@/lib/i18n/languages"
import { mailTranslator } from "@/lib/i18n/messages"
import { letter } from "./letter"
import type { MailMessage } from "./message"
import { houseHue } from "./palette"

type AccountMail = { to: string; language: string }

const house = { hue: houseHue, eyebrow: "Gatehouse" }

/** The code that proves the address somebody wants. It opens the subject, so that it can be read off a locked screen. */
export function newAddressMail(mail: AccountMail & { code: string; validMinutes: number }): MailMessage {
  const t = mailTranslator(mail.language)
  const code = `${mail.code.slice(0, 3)} ${mail.code.slice(3)}`
  return letter({
    ...{ ...house, to: mail.to, language: mail.language, code },
    subject: t("newAddress.subject", { code: isolate(code, mail.language) }),
    heading: t("newAddress.heading"),
    paragraphs: [t("newAddress.body", { minutes: mail.validMinutes })],
    reason: t("newAddress.reason"),
  })
}

/** To the owner of an address that somebody else wanted. Nothing in it comes from whoever asked. */
export function addressTakenMail({ to, language }: AccountMail): MailMessage {
  const t = mailTranslator(language)
  return letter({
    ...{ ...house, to, language },
    subject: t("addressTaken.subject"),
    heading: t("addressTaken.heading"),
    paragraphs: [t("addressTaken.body"), t("addressTaken.advice")],
    reason: t("addressTaken.reason"),
  })
}

/** To the address that was somebody's before: the new one is not named, for this mailbox may be a stranger's by now. */
export function emailChangedMail({ to, language, url }: AccountMail & { url: string }): MailMessage {
  const t = mailTranslator(language)
  return letter({
    ...{ ...house, to, language },
    subject: t("emailChanged.subject"),
    heading: t("emailChanged.heading"),
    paragraphs: [t("emailChanged.body"), t("emailChanged.advice")],
    link: { label: t("emailChanged.link"), url },
    reason: t("emailChanged.reason"),
  })
}

export function profileErasedMail({ to, language, url }: AccountMail & { url: string }): MailMessage {
  const t = mailTranslator(language)
  return letter({
    ...{ ...house, to, language },
    subject: t("profileErased.subject"),
    heading: t("profileErased.heading"),
    paragraphs: [t("profileErased.body"), t("profileErased.kept")],
    link: { label: t("profileErased.link"), url },
    reason: t("profileErased.reason"),
  })
}

/** The last mail to an address: it is forgotten once this is handed over. */
export function accountDeletedMail({ to, language }: AccountMail): MailMessage {
  const t = mailTranslator(language)
  return letter({
    ...{ ...house, to, language },
    subject: t("accountDeleted.subject"),
    heading: t("accountDeleted.heading"),
    paragraphs: [t("accountDeleted.body"), t("accountDeleted.kept")],
    reason: t("accountDeleted.reason"),
  })
}

import { getLocale, getTranslations } from "next-intl/server"
import type { AttendeeDetail } from "@/lib/domain/attendee-detail"
import { dayAndTime } from "@/lib/domain/event-time"
import { verificationMethods } from "@/lib/domain/verification"
import type { ShownAttendee } from "./shown-attendee"

type Described = Pick<ShownAttendee["answers"][number], "verified" | "verify">

/** Whether an answer was found right, and the ways to say so or to take it back, for whoever may see it. */
export async function describeVerification(
  { verifications, seen }: AttendeeDetail,
  questionKey: string,
  { timeZone, canVerify }: { timeZone: string; canVerify: boolean },
): Promise<Described> {
  const t = await getTranslations("verification.panel")
  const question = { question: questionKey }
  const found = verifications.find((one) => one.questionKey === questionKey)
  if (!found) {
    const fields = { ...question, seen: seen[questionKey] ?? "" }
    const verify = verificationMethods.map((method) => ({
      act: "verify" as const,
      label: t(`by_${method}`),
      fields: { ...fields, method },
    }))
    return { verified: null, verify: canVerify ? verify : [] }
  }
  const at = dayAndTime(found.at, timeZone, await getLocale())
  const by = found.by || t("former")
  const undo = { act: "undo_verification" as const, label: t("undo"), fields: question }
  return { verified: t(`verified_by_${found.method}`, { at, by }), verify: canVerify ? [undo] : [] }
}

import { getTranslations } from "next-intl/server"
import type { RegisterWords } from "./register-form"

/** What the registration form says, in the reader's language. */
export async function loadRegisterWords(): Promise<RegisterWords> {
  const t = await getTranslations("attendee.register")
  const common = await getTranslations("common")
  return {
    firstName: common("field.first_name"),
    lastName: common("optional", { label: common("field.last_name") }),
    email: common("field.email"),
    emailHint: t("email_hint"),
    acceptTerms: t("accept_terms"),
    readTerms: t("read_terms"),
    submit: t("submit"),
    pending: t("pending"),
  }
}

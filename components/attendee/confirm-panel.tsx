import { getTranslations } from "next-intl/server"
import { FormHeading } from "@/components/ui/form-heading"
import type { FormAction } from "@/lib/actions/state"
import { ConfirmForm } from "./confirm-form"

type ConfirmPanelProps = {
  action: FormAction
  resendAction: FormAction
  /** The address as it was given: the page says the same whether or not anybody knows it. */
  email: string
  changeHref: string
}

/** The page that asks for the mailed code: heading, address and form in the reader's language. */
export async function ConfirmPanel({ action, resendAction, email, changeHref }: ConfirmPanelProps) {
  const t = await getTranslations("attendee.confirm")
  const words = {
    label: t("label"),
    hint: t("hint"),
    submit: t("submit"),
    pending: t("pending"),
    resend: { lead: t("resend.lead"), submit: t("resend.submit"), pending: t("resend.pending") },
  }
  return (
    <ConfirmForm action={action} resendAction={resendAction} words={words}>
      <FormHeading title={t("title")} />
      <p className="mb-6 text-ink-2">
        {t.rich("sent_to", {
          email: () => (
            <strong dir="ltr" className="wrap-anywhere text-ink">
              {email}
            </strong>
          ),
          change: (text) => <a href={changeHref}>{text}</a>,
        })}
      </p>
    </ConfirmForm>
  )
}

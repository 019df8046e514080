import { getMessages, getTranslations } from "next-intl/server"
import { FormHeading } from "@/components/ui/form-heading"
import { Notice } from "@/components/ui/notice"
import type { FormAction } from "@/lib/actions/state"
import { type Asked, ConfirmForm } from "./confirm-form"

type ConfirmPanelProps = {
  action: FormAction
  resendAction: FormAction
  /** The address as it was given: the page says the same whether or not anybody knows it. */
  email: string
  changeHref: string
  /** Who is signed in, where it is somebody else. */
  signedInAs?: string | undefined
  asks?: Asked
  /** Every place is taken: what is sent again is to wait for one. */
  mayWait?: boolean
  /** The way out where no code is asked for. */
  back?: { href: string; label: string }
}

/** The page that asks for the mailed code: heading, address and form in the reader's language. */
export async function ConfirmPanel({
  action,
  resendAction,
  email,
  changeHref,
  signedInAs,
  asks = "code",
  mayWait = false,
  back,
}: ConfirmPanelProps) {
  const t = await getTranslations("attendee.confirm")
  const register = await getTranslations("attendee.register")
  const waitlist = await getTranslations("attendee.waitlist")
  const submit = mayWait ? waitlist("join") : register("form.submit")
  const words = (await getMessages()).attendee.confirm.form
  const strong = () => (
    <strong dir="ltr" className="wrap-anywhere text-ink">
      {email}
    </strong>
  )
  return (
    <ConfirmForm
      action={action}
      resendAction={resendAction}
      words={asks === "code" ? words : { ...words, submit }}
      asks={asks}
      mayWait={mayWait}
      nothing={t("nothing")}
      back={asks !== "code" && back && <a href={back.href}>{back.label}</a>}
    >
      {asks === "code" && (
        <>
          <FormHeading title={t("title")} />
          <p className="mb-6 text-ink-2">
            {t.rich("sent_to", {
              email: strong,
              change: (text) => <a href={changeHref}>{text}</a>,
            })}
          </p>
          {signedInAs && (
            <div className="mb-6">
              <Notice title={t("other.title", { email: signedInAs })}>
                <p>{t("other.body")}</p>
              </Notice>
            </div>
          )}
        </>
      )}
      {asks === "nothing" && <FormHeading title={register("title")} />}
      {asks === "again" && (
        <FormHeading title={mayWait ? waitlist("again_title") : t("again.title")}>
          <p>
            {mayWait
              ? waitlist.rich("again_body", { email: strong })
              : t.rich("again.body", { email: strong })}
          </p>
        </FormHeading>
      )}
    </ConfirmForm>
  )
}

import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { controlLook } from "@/components/ui/control-look"
import { ActionButton, type LeadingAction } from "./action-button"

type CalendarFeedProps = {
  /** Where one's calendar is; null while there is none. */
  address: string | null
  renew: LeadingAction
  revoke: LeadingAction
}

/** The calendar that one's own tickets can be subscribed to, and the buttons that make and end its address. */
export async function CalendarFeed({ address, renew, revoke }: CalendarFeedProps) {
  const t = await getTranslations("me.calendar_feed")
  if (!address) {
    return (
      <>
        <p className="mb-4 max-w-[34rem]">{t("off")}</p>
        <ActionButton kind="second" action={renew}>
          {t("make")}
        </ActionButton>
      </>
    )
  }
  return (
    <div className="max-w-[34rem]">
      <p className="mb-4">{t("on")}</p>
      <label htmlFor="calendar-address" className="mb-1 block font-semibold text-15">
        {t("address")}
      </label>
      <input
        id="calendar-address"
        readOnly
        dir="ltr"
        value={address}
        className={`mb-4 w-full ${controlLook.line}`}
      />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={address.replace(/^https?:/, "webcal:")} kind="second">
          {t("open")}
        </ButtonLink>
        <ActionButton kind="second" action={renew}>
          {t("renew")}
        </ActionButton>
        <ActionButton kind="second" action={revoke}>
          {t("revoke")}
        </ActionButton>
      </div>
    </div>
  )
}

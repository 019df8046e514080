import { getTranslations } from "next-intl/server"

/** What else a ticket's owner can do; `canCancel` is false once the event is over. */
export async function TicketActions({ path, canCancel }: { path: string; canCancel: boolean }) {
  const t = await getTranslations("me.actions")
  return (
    <ul className="no-print mt-6 flex flex-wrap justify-center gap-x-6 gap-y-2 text-15">
      <li>
        <a href={`${path}/code`} className="inline-block py-1">
          {t("bright")}
        </a>
      </li>
      <li>
        <a href={`${path}/share.png`} className="inline-block py-1">
          {t("share")}
        </a>
      </li>
      {canCancel && (
        <li>
          <a href={`${path}/cancel`} className="inline-block py-1">
            {t("cancel")}
          </a>
        </li>
      )}
    </ul>
  )
}

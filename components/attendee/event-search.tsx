import { getTranslations } from "next-intl/server"
import { buttonLook } from "@/components/ui/button-look"
import { controlLook } from "@/components/ui/control-look"
import { shell } from "@/components/ui/shell"

type EventSearchProps = {
  /** What was searched for; empty: nothing yet. */
  search: string
  found: number
}

/** Finds an event among many, by an address one can keep. */
export async function EventSearch({ search, found }: EventSearchProps) {
  const t = await getTranslations("attendee.events.search")
  return (
    <search className={shell}>
      <form action="/" className="flex max-w-[34rem] flex-wrap gap-3">
        <label htmlFor="event-search" className="sr-only">
          {t("label")}
        </label>
        <input
          id="event-search"
          name="q"
          type="search"
          defaultValue={search}
          placeholder={t("placeholder")}
          className={`min-w-0 grow ${controlLook.line}`}
        />
        <button type="submit" className={buttonLook.second}>
          {t("submit")}
        </button>
      </form>
      {search && (
        <p role="status" className="mt-4 text-ink-2">
          {t("found", { count: found, search })} <a href="/">{t("all")}</a>
        </p>
      )}
    </search>
  )
}

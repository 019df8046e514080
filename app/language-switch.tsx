import { getLocale, getTranslations } from "next-intl/server"
import { languageNames, languages } from "@/lib/i18n/languages"

/** Every language by its own name. A plain form: the page comes back in the chosen one, with and without JavaScript. */
export async function LanguageSwitch() {
  const current = await getLocale()
  const t = await getTranslations("common.footer")
  return (
    <form method="post" action="/language" aria-label={t("language")} className="flex flex-wrap gap-x-4">
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === current ? "true" : undefined}
          className="cursor-pointer py-1 underline underline-offset-4 aria-current:cursor-default aria-current:font-semibold aria-current:text-ink aria-current:no-underline"
        >
          {languageNames[language]}
        </button>
      ))}
    </form>
  )
}

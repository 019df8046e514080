import { getLocale, getTranslations } from "next-intl/server"
import { languageNames, languages, languageTag } from "@/lib/i18n/languages"
import { languageField } from "@/lib/loaders/language"

/**
 * Every language by its own name. A plain form: the page comes back in the chosen one, with and without JavaScript. On a
 * page where people type, `form` is the id of its form: the buttons send that one, and what was typed comes back with it.
 */
export async function LanguageSwitch({ form }: { form?: string | undefined }) {
  const current = await getLocale()
  const t = await getTranslations("common.footer")
  const buttons = languages.map((language) => (
    <button
      key={language}
      type="submit"
      form={form}
      name={languageField}
      value={language}
      lang={languageTag(language)}
      aria-current={language === current ? "true" : undefined}
      className="cursor-pointer py-1 underline underline-offset-4 aria-current:cursor-default aria-current:font-semibold aria-current:text-ink aria-current:no-underline"
    >
      {languageNames[language]}
    </button>
  ))
  const layout = "flex flex-wrap gap-x-4"
  if (form === undefined) {
    return (
      <form method="post" action="/language" aria-label={t("language")} className={layout}>
        {buttons}
      </form>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own, and these are no fields
    <div role="group" aria-label={t("language")} className={layout}>
      {buttons}
    </div>
  )
}

import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { formLook } from "@/components/ui/field"
import type { NamedLanguage } from "./event-labels"

type TranslationsProps = { languages: NamedLanguage[]; children: (code: string) => ReactNode }

/** The same texts in each other language of the event, folded away. */
export async function Translations({ languages, children }: TranslationsProps) {
  const t = await getTranslations("editor.event")
  return languages.map(({ code, name }) => (
    <details key={code}>
      <summary className="py-2 text-link underline">{t("translation", { language: name })}</summary>
      <div className={`${formLook} mt-3`}>{children(code)}</div>
    </details>
  ))
}

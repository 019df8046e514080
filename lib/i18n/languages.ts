/** Languages of pages and mails. The first is the one everything falls back to. */
export const languages = ["en", "es", "pt", "ar"] as const

export type Language = (typeof languages)[number]

export const languageNames: Record<Language, string> = { en: "English", es: "Español", pt: "Português", ar: "العربية" }

export function isLanguage(text: string | undefined | null): text is Language {
  return languages.some((language) => language === text)
}

export function direction(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr"
}

/** The best language for an `Accept-Language` header: the first one named, by weight, that there is. */
export function chooseLanguage(acceptLanguage: string | null): Language {
  const wanted = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
      const weight = Number(parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean) ?? 1)
      return { language: tag.split("-")[0], weight }
    })
    .sort((a, b) => b.weight - a.weight)
  return wanted.map(({ language }) => language).find(isLanguage) ?? "en"
}

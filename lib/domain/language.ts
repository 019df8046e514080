/** Languages of pages and mails. The first is the one everything falls back to. */
export const languages = ["en", "es", "pt", "ar"] as const

export type Language = (typeof languages)[number]

/** What pages and mails say they are written in: our Portuguese is that of Brazil. Cookies and the database say `pt`. */
export function languageTag(language: string): string {
  return language === "pt" ? "pt-BR" : language
}

/**
 * What `Intl` writes dates and numbers by: English with the day before the month, and Arabic with the digits of our
 * texts, which engines do not agree on. A locale with a country stays as it is.
 */
export function formatLocale(language: string): string {
  if (language === "en") return "en-GB"
  return language.startsWith("ar") ? `${language}-u-nu-latn` : languageTag(language)
}

export function isLanguage(text: string | undefined | null): text is Language {
  return languages.some((language) => language === text)
}

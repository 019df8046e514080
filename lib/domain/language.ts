/** Languages of pages and mails. The first is the one everything falls back to. */
export const languages = ["en", "es", "pt", "ar"] as const

export type Language = (typeof languages)[number]

export function isLanguage(text: string | undefined | null): text is Language {
  return languages.some((language) => language === text)
}

import { isLanguage, type Language } from "../domain/language"

export { isLanguage, type Language, languages, languageTag } from "../domain/language"

export const languageNames: Record<Language, string> = {
  en: "English",
  es: "Español",
  pt: "Português (Brasil)",
  ar: "العربية",
}

export function direction(language: string): "ltr" | "rtl" {
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
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wanted.map(({ language }) => language).find(isLanguage) ?? "en"
}

/** `text` in a plain mail's line of right-to-left script: without the isolate `412 903` reads `903 412`. */
export function isolate(text: string, language: string): string {
  return text && direction(language) === "rtl" ? `\u2066${text}\u2069` : text
}

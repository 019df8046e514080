import { cookies, headers } from "next/headers"
import { getRequestConfig } from "next-intl/server"
import { chooseLanguage, isLanguage } from "./languages"
import { loadMessages } from "./messages"

/** Holds the language somebody chose; without it the browser's wishes count. */
export const languageCookie = "gatehouse.language"

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(languageCookie)?.value
  const locale = isLanguage(chosen) ? chosen : chooseLanguage((await headers()).get("accept-language"))
  return { locale, messages: loadMessages(locale), timeZone: "UTC" }
})

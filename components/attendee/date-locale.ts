import { headers } from "next/headers"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { dateLocale } from "@/lib/domain/date-locale"

/** The locale that an attendee's page has its dates and times in. Read once a request. */
export const getDateLocale = cache(async (): Promise<string> => {
  return dateLocale(await getLocale(), (await headers()).get("accept-language"))
})

import type { Metadata, Viewport } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { displayFont } from "@/components/ui/display-font"
import { FormsProvider } from "@/components/ui/unsent-form"
import { WordsProvider } from "@/components/ui/words"
import { loadOpener } from "@/lib/auth/form-opener"
import { environment } from "@/lib/env"
import { direction, languageTag } from "@/lib/i18n/languages"
import { wasRefused } from "@/lib/loaders/refused-form"
import { loadUnsentForm } from "@/lib/loaders/unsent-form"
import "./globals.css"

const title = "%s · Gatehouse"

/** Without JavaScript the title says that a form was refused as `ErrorSummary` says it with. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common")
  return {
    title: {
      default: "Gatehouse",
      template: (await wasRefused()) ? `${t("browser.error")} ${title}` : title,
    },
    description: t("description"),
    metadataBase: new URL(environment().siteUrl),
    referrer: "same-origin",
    icons: { icon: "/icon.svg", apple: "/touch-icon.png" },
    openGraph: { siteName: "Gatehouse", type: "website" },
  }
}

export const viewport: Viewport = { colorScheme: "light dark" }

// Every page carries a nonce and reads the database, so none is made at build time.
export const dynamic = "force-dynamic"

export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = await getLocale()
  const messages = await getMessages()
  return (
    <html lang={languageTag(language)} dir={direction(language)} className={displayFont.variable}>
      <body>
        <WordsProvider words={messages.common.browser}>
          <FormsProvider unsent={await loadUnsentForm()} openedBy={await loadOpener()}>
            {children}
          </FormsProvider>
        </WordsProvider>
      </body>
    </html>
  )
}

import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { displayFont } from "@/components/ui/display-font"
import "./globals.css"

export const metadata: Metadata = {
  title: { default: "Gatehouse", template: "%s · Gatehouse" },
  description: "Get your ticket in a minute. The rest can wait.",
  referrer: "same-origin",
  icons: { icon: "/icon.svg" },
}

export const viewport: Viewport = { colorScheme: "light dark" }

// Every page carries a nonce and reads the database, so none is made at build time.
export const dynamic = "force-dynamic"

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={displayFont.variable}>
      <body>{children}</body>
    </html>
  )
}

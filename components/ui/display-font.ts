import localFont from "next/font/local"

/** Familjen Grotesk (OFL-1.1, latin, 18.9 kB). Put `displayFont.variable` on `<html>`; headings pick it up. */
export const displayFont = localFont({
  src: "./fonts/familjen-grotesk-latin.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--font-display-face",
})

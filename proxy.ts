import { type NextRequest, NextResponse } from "next/server"
import { askedHeader } from "@/lib/domain/own-path"

/** Where tickets are scanned. */
const checkInPage = /^\/organizer\/[^/]+\/check-in$/

/**
 * A fresh nonce and the security headers for every page. Not a security boundary: without this file nothing is
 * reachable that is not reachable with it (architecture §4, reliability §1.7).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64")
  const isDevelopment = process.env.NODE_ENV === "development"
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Each event's hue is a style attribute, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
  const headers = new Headers(request.headers)
  headers.set("content-security-policy", policy)
  headers.set(askedHeader, `${request.method} ${request.nextUrl.pathname}${request.nextUrl.search}`)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set("content-security-policy", policy)
  response.headers.set("x-content-type-options", "nosniff")
  response.headers.set("referrer-policy", "same-origin")
  response.headers.set("cross-origin-opener-policy", "same-origin")
  const camera = checkInPage.test(request.nextUrl.pathname) ? "(self)" : "()"
  response.headers.set("permissions-policy", `camera=${camera}, geolocation=(), microphone=()`)
  if (request.nextUrl.protocol === "https:") {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains")
  }
  return response
}

export const config = { matcher: [{ source: "/((?!_next/static|api/v1).*)" }] }

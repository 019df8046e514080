import { type NextRequest, NextResponse } from "next/server"
import { isOwnOrigin } from "@/lib/auth/own-origin"
import { askedHeader } from "@/lib/domain/own-path"
import { environment } from "@/lib/env"

/** Where tickets are scanned. */
const checkInPage = /^\/organizer\/[^/]+\/check-in$/

/**
 * Mail programs (RFC 8058) and Apple's devices post here without cookies or Origin; the token in the address or the header
 * is all that counts.
 */
const withoutOrigin = /^\/api\/(unsubscribe$|wallet\/v1\/)/

const reading = new Set(["GET", "HEAD", "OPTIONS"])

/** The policy of a page with this nonce. `wasm`: it may run WebAssembly, which reads tickets where a browser cannot. */
function contentPolicy(nonce: string, { wasm }: { wasm: boolean }): string {
  const isDevelopment = process.env.NODE_ENV === "development"
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${wasm ? " 'wasm-unsafe-eval'" : ""}${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Each event's hue is a style attribute, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
}

/** 128 random bits. */
function freshNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64")
}

/** Whether the request may only come from a page of ours. */
function isWrite({ method, nextUrl }: NextRequest): boolean {
  return !reading.has(method) && !withoutOrigin.test(nextUrl.pathname)
}

/**
 * A fresh nonce and the security headers for every page, and a 403 for a write that another site started: Next would
 * answer 500, or let one without Origin pass. Not a security boundary: without this file nothing is reachable that is not
 * reachable with it (architecture §4, reliability G6).
 */
export function proxy(request: NextRequest): NextResponse {
  const isDoor = checkInPage.test(request.nextUrl.pathname)
  const policy = contentPolicy(freshNonce(), { wasm: isDoor })
  const isForeign = isWrite(request) && !isOwnOrigin(request.headers, environment())
  const response = isForeign ? refusal() : passOn(request, policy)
  response.headers.set("content-security-policy", policy)
  response.headers.set("x-content-type-options", "nosniff")
  response.headers.set("referrer-policy", "same-origin")
  response.headers.set("cross-origin-opener-policy", "same-origin")
  const camera = isDoor ? "(self)" : "()"
  response.headers.set("permissions-policy", `camera=${camera}, geolocation=(), microphone=()`)
  if (environment().siteUrl.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains")
  }
  return response
}

function refusal(): NextResponse {
  return new NextResponse("Forbidden", {
    status: 403,
    headers: { "content-type": "text/plain; charset=utf-8" },
  })
}

function passOn(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers)
  headers.set("content-security-policy", policy)
  headers.set(askedHeader, `${request.method} ${request.nextUrl.pathname}${request.nextUrl.search}`)
  const origin = headers.get("origin")
  // Next compares Origin with this header or Host, and a proxy in front may call the site by another name inside.
  if (origin && isWrite(request)) headers.set("x-forwarded-host", new URL(origin).host)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: [{ source: "/((?!_next/static|api/v1).*)" }] }

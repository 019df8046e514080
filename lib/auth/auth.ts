import "server-only"
import { createHmac, timingSafeEqual } from "node:crypto"
import { cookies } from "next/headers"
import NextAuth from "next-auth"
import { decode } from "next-auth/jwt"
import Credentials from "next-auth/providers/credentials"
import { deriveKey, environment } from "@/lib/env"
import { sessionLifetimeMs } from "@/lib/registration/sign-in"
import { keepProvedAddress } from "./proved-cookie"

function sessionCookie() {
  const { secret, siteUrl } = environment()
  const isSecure = siteUrl.startsWith("https://")
  const name = isSecure ? "__Host-gatehouse.session" : "gatehouse.session"
  return { name, isSecure, secret: deriveKey(secret, "session cookie").toString("base64url") }
}

function sign(sessionId: string): string {
  return createHmac("sha256", deriveKey(environment().secret, "session grant"))
    .update(sessionId)
    .digest("base64url")
}

/** Proof, made by this server for itself, that a session row was opened by a proved address. */
function sessionGrant(sessionId: string): string {
  return `${sessionId}.${sign(sessionId)}`
}

function readGrant(grant: unknown): string | null {
  const [sessionId = "", signature = ""] = String(grant).split(".")
  const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(sessionId))]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? sessionId : null
}

/**
 * next-auth keeps the cookie and nothing else: the address is proved by our own code before `signIn` is called, and the
 * cookie's session id is checked against its row on every protected read and write (reliability G5). No HTTP handlers
 * are mounted, so the credentials provider can be reached by this server only.
 */
const { signIn, signOut } = NextAuth(() => {
  const { name, isSecure, secret } = sessionCookie()
  return {
    secret,
    trustHost: true,
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1_000 },
    cookies: {
      sessionToken: {
        name,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    providers: [
      Credentials({
        credentials: { grant: {} },
        authorize: ({ grant }) => {
          const sessionId = readGrant(grant)
          return sessionId ? { id: sessionId } : null
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : token),
    },
  }
})

/** Puts the cookie of an open session into the response, and that this browser has proved the address. */
export async function startBrowserSession(sessionId: string, email: string): Promise<void> {
  await signIn("credentials", { grant: sessionGrant(sessionId), redirect: false })
  await keepProvedAddress(email)
}

/**
 * The session id of the request's cookie: authentic, but it may have been ended since. Only decrypts: next-auth's `auth`
 * also encrypts a new cookie, which a page cannot set, and takes twice as long.
 */
export async function readSessionId(): Promise<string | null> {
  const { name, secret } = sessionCookie()
  const value = (await cookies()).get(name)?.value
  if (!value) return null
  try {
    const token = await decode({ token: value, secret, salt: name })
    return typeof token?.sessionId === "string" ? token.sessionId : null
  } catch {
    return null
  }
}

/** Takes the cookie away. */
export async function endBrowserSession(): Promise<void> {
  await signOut({ redirect: false })
}

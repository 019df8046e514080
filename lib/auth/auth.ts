import "server-only"
import { createHmac, timingSafeEqual } from "node:crypto"
import NextAuth from "next-auth"
import Credentials from "next-auth/providers/credentials"
import { deriveKey, environment } from "@/lib/env"
import { sessionLifetimeMs } from "@/lib/registration/sign-in"

declare module "next-auth" {
  interface Session {
    sessionId?: string
  }
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
 * cookie's session id is checked against its row on every protected read and write (reliability §1.6). No HTTP handlers
 * are mounted, so the credentials provider can be reached by this server only.
 */
const { auth, signIn, signOut } = NextAuth(() => {
  const { secret, siteUrl } = environment()
  const isSecure = siteUrl.startsWith("https://")
  return {
    secret: deriveKey(secret, "session cookie").toString("base64url"),
    trustHost: true,
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1_000 },
    cookies: {
      sessionToken: {
        name: isSecure ? "__Host-gatehouse.session" : "gatehouse.session",
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
      session: ({ session, token }) =>
        typeof token.sessionId === "string"
          ? { expires: session.expires, sessionId: token.sessionId }
          : session,
    },
  }
})

/** Puts the cookie of an open session into the response. */
export async function startBrowserSession(sessionId: string): Promise<void> {
  await signIn("credentials", { grant: sessionGrant(sessionId), redirect: false })
}

/** The session id of the request's cookie: authentic, but it may have been ended since. */
export async function readSessionId(): Promise<string | null> {
  return (await auth())?.sessionId ?? null
}

/** Takes the cookie away. */
export async function endBrowserSession(): Promise<void> {
  await signOut({ redirect: false })
}

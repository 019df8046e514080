import { PHASE_PRODUCTION_BUILD } from "next/constants.js"
import createNextIntlPlugin from "next-intl/plugin"
import { findLockHolder } from "./lib/db/directory-lock.mjs"
import { findDirectoryUser } from "./lib/db/directory-share.mjs"

const withMessages = createNextIntlPlugin("./lib/i18n/request.ts")

/** @type {import("next").NextConfig} */
const config = {
  // PGlite and pino load files of their own by path; native modules and drivers gain nothing from bundling.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "nodemailer",
    "pg",
    "pino",
    "rate-limiter-flexible",
  ],
  outputFileTracingIncludes: { "/*": ["./lib/db/migrations/**/*", "./messages/**/*"] },
  // `npm test` checks the types of the whole repository; doing it again would double the time of a first start.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The embedded GATE lives at /api/v1/… and its paths end in a slash, as the real one's do.
  skipTrailingSlashRedirect: true,
  // A ticket's QR code is upper case throughout, which keeps it small; sources match in any case.
  rewrites: async () => [{ source: "/T/:code", destination: "/t/:code" }],
  experimental: {
    inlineCss: true,
    // An event's description and terms in four languages; everything else is far smaller.
    serverActions: { bodySizeLimit: "512kb" },
  },
}

/**
 * Refuses to build under a running server: the build replaces the files it serves.
 *
 * @param {string} phase
 */
export default async function nextConfig(phase) {
  if (phase === PHASE_PRODUCTION_BUILD) await stopWhenInUse()
  return withMessages(config)
}

async function stopWhenInUse() {
  const dataDir = process.env.DATA_DIR || "./data"
  const uses = /** @type {const} */ ([
    [".next", await findDirectoryUser(".next")],
    [dataDir, await findLockHolder(dataDir)],
  ])
  for (const [directory, user] of uses) {
    if (!user) continue
    process.stderr.write(`Not building: process ${user.pid} is running on ${directory}. Stop it first.\n`)
    process.exit(1)
  }
}

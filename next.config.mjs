import { createHash } from "node:crypto"
import createNextIntlPlugin from "next-intl/plugin"
import { hashSources } from "./scripts/source-hash.mjs"

// The names of actions in forms are salted with this key. It is the same in every build, so that a form is taken by
// another machine and after a deploy. It keeps no secret: Next encrypts what actions close over, and none closes over
// anything, which `npm run architecture` checks (decision 0017).
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = createHash("sha256")
  .update("gatehouse actions")
  .digest("base64")

const withMessages = createNextIntlPlugin("./lib/i18n/request.ts")

/** @type {import("next").NextConfig} */
const config = {
  // PGlite and pino load files of their own by path; native modules and drivers gain nothing from bundling.
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "nodemailer", "pg", "pino", "sharp"],
  output: "standalone",
  // Machines that build the same sources are one site to a browser that goes from page to page.
  generateBuildId: () => hashSources(import.meta.dirname).slice(0, 16),
  // The rate limiter loads drizzle by a name it puts together, which no tracing sees.
  outputFileTracingIncludes: {
    "**": ["package.json", "*.js", "sql/**/*.js", "pg-core/**/*.js"].map(
      (files) => `./node_modules/drizzle-orm/${files}`,
    ),
  },
  // Pictures are made once, in the sizes they are shown in (lib/sharing): nothing is left for an optimizer to do.
  images: { unoptimized: true },
  // `npm test` checks the types of the whole repository; doing it again would double the time of a first start.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The embedded GATE lives at /api/v1/… and its paths end in a slash, as the real one's do.
  skipTrailingSlashRedirect: true,
  rewrites: async () => [
    // A ticket's QR code is upper case throughout, which keeps it small; sources match in any case.
    { source: "/T/:code", destination: "/t/:code" },
    // After a form that was sent with JavaScript, Next names the icon a moment after the page: browsers ask here meanwhile.
    { source: "/favicon.ico", destination: "/icon.svg" },
  ],
  experimental: {
    // The largest there is, a cover. What each address may send is for server/entry.mjs to say, which is stricter.
    serverActions: { bodySizeLimit: "9mb" },
  },
}

export default withMessages(config)

import path from "node:path"
import { defineConfig } from "vitest/config"

const root = import.meta.dirname

// What only PGlite has: its folder, its lock, its fsync.
const pgliteOnly = [
  "lib/gate-local/persistence.test.ts",
  "lib/gate-local/serve.test.ts",
  "lib/db/directory-lock.test.ts",
  "lib/db/full-disk.test.ts",
  "lib/db/open-pglite.test.ts",
  "lib/db/maintenance.test.ts",
]

// What only a server has: connections that can end, and several processes.
const postgresOnly = [
  "lib/db/await-postgres.test.ts",
  "lib/db/open-postgres.test.ts",
  "lib/delivery/rotate-keys-killed.test.ts",
  "lib/delivery/killed-worker.test.ts",
  "lib/registration/stricter-isolation.test.ts",
]

// What changes the process or reads its environment once for all: each of them in modules of its own.
const alone = [
  "lib/auth/proxy.test.ts",
  "lib/auth/sealed-text.test.ts",
  "lib/telemetry/*.test.ts",
  "server/drain.test.ts",
]

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      // The marker package throws outside the React server condition; the code it marks is what we test.
      "server-only": path.join(root, "node_modules/server-only/empty.js"),
      // So does next-intl; it is told what a request in English says.
      "next-intl/server": path.join(
        root,
        "node_modules/next-intl/dist/esm/production/server.react-server.js",
      ),
      "next-intl/config": path.join(root, "lib/i18n/test-request.ts"),
      // A test has no request; what it would name of the browser is in lib/i18n/test-headers.ts.
      "next/headers": path.join(root, "lib/i18n/test-headers.ts"),
    },
  },
  test: {
    testTimeout: 30_000,
    // One worker a core; by itself vitest leaves one of two cores idle.
    maxWorkers: "100%",
    // Loading every module anew for each file was a third of the time.
    isolate: false,
    hookTimeout: 60_000,
    server: { deps: { inline: ["next-intl"] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "lib/**/*.test.ts",
            "components/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
            "server/**/*.test.ts",
          ],
          exclude: [...postgresOnly, ...alone],
        },
      },
      {
        extends: true,
        test: { name: "unit-alone", include: alone, isolate: true },
      },
      {
        // Concurrency on PGlite's single connection proves nothing, so these run again on a real server.
        extends: true,
        test: {
          name: "postgres",
          include: [
            "lib/readiness.test.ts",
            "lib/{db,delivery,outbox,registration,profile,account,events,attendees,desk,sync,doctor,gate-local,wallet}/**/*.test.ts",
          ],
          exclude: pgliteOnly,
          globalSetup: "scripts/vitest-postgres.mjs",
          setupFiles: "scripts/skip-without-postgres.ts",
        },
      },
    ],
  },
})

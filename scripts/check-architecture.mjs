import path from "node:path"
import { pathToFileURL } from "node:url"
import { findReferenceFaults } from "./find-references.mjs"
import { findCircles, findLoadedPackages, hasDirective, readImportGraph } from "./import-graph.mjs"

/** @typedef {import("./import-graph.mjs").SourceFile} SourceFile */

const PLACES = ["app", "components", "lib", "server", "proxy.ts", "instrumentation.ts"]

/** The use cases, from the top to the bottom: each room may import those below it. */
const USE_CASES = [
  { name: "sweep", pattern: /^lib\/sweep\.ts/ },
  { name: "doctor", pattern: /^lib\/doctor\// },
  { name: "demo", pattern: /^lib\/demo\// },
  { name: "sync", pattern: /^lib\/sync\// },
  { name: "desk", pattern: /^lib\/desk\// },
  { name: "attendees", pattern: /^lib\/attendees\// },
  { name: "events", pattern: /^lib\/events\// },
  { name: "wallet", pattern: /^lib\/wallet\// },
  { name: "network", pattern: /^lib\/network\// },
  { name: "organizers", pattern: /^lib\/organizers\// },
  { name: "account", pattern: /^lib\/account\// },
  { name: "registration", pattern: /^lib\/registration\// },
  { name: "profile", pattern: /^lib\/profile\// },
  { name: "outbox", pattern: /^lib\/outbox\// },
  { name: "calendar", pattern: /^lib\/calendar\// },
  { name: "sharing", pattern: /^lib\/sharing\// },
  { name: "delivery", pattern: /^lib\/delivery\// },
  { name: "context", pattern: /^lib\/context\.ts/ },
]
const useCases = USE_CASES.map(({ name }) => name)

/**
 * The rooms of architecture §1, first match wins, and what each may import besides itself.
 *
 * @type {{ name: string, pattern: RegExp, may: string[] }[]}
 */
const ROOMS = [
  { name: "server", pattern: /^server\//, may: [] },
  { name: "app", pattern: /^(app\/|proxy\.ts|instrumentation\.ts)/, may: ["*"] },
  { name: "ui", pattern: /^components\/ui\//, may: ["state"] },
  { name: "components", pattern: /^components\//, may: ["ui", "domain", "state"] },
  {
    name: "request",
    pattern: /^lib\/(auth|loaders)\//,
    may: ["runtime", ...useCases, "db", "state", "actions", "env", "i18n", "domain"],
  },
  {
    name: "runtime",
    pattern: /^lib\/(telemetry\/|(runtime|boot|announcement|sweeper|log|log-flood|readiness)\.ts)/,
    may: [...useCases, "gate-local", "gate", "contract", "mail", "pass", "db", "env", "domain"],
  },
  ...USE_CASES.map((room, place) => ({
    ...room,
    may: [...useCases.slice(place + 1), "domain", "gate", "contract", "db", "mail", "pass"],
  })),
  { name: "gate-local", pattern: /^lib\/gate-local\//, may: ["contract", "db"] },
  { name: "contract", pattern: /^lib\/gate\/contract\//, may: [] },
  { name: "gate", pattern: /^lib\/gate\//, may: ["contract"] },
  { name: "pass", pattern: /^lib\/pass\//, may: ["mail", "i18n", "domain"] },
  { name: "mail", pattern: /^lib\/mail\//, may: ["i18n", "domain"] },
  { name: "db", pattern: /^lib\/db\//, may: ["domain"] },
  { name: "state", pattern: /^lib\/actions\/state\.ts/, may: ["domain"] },
  { name: "actions", pattern: /^lib\/actions\//, may: ["state", "domain"] },
  { name: "i18n", pattern: /^lib\/i18n\//, may: ["actions", "domain"] },
  { name: "env", pattern: /^lib\/env\.ts/, may: [] },
  { name: "domain", pattern: /^lib\/domain\//, may: [] },
]

/** Rooms that know no request. */
const WITHOUT_NEXT = new Set([
  ...useCases,
  ...["gate-local", "gate", "contract", "mail", "pass", "db", "env", "domain"],
])
/**
 * Beside lib/env.ts: NEXT_RUNTIME and NODE_ENV are filled in by Next, serve.ts is a program of its own, and the server
 * listens before anything of lib is loaded.
 */
const READS_ENVIRONMENT = new Set([
  "lib/env.ts",
  "instrumentation.ts",
  "proxy.ts",
  "lib/gate-local/serve.ts",
  "server/artefact.mjs",
  "server/serve.mjs",
])

const DATABASE_PACKAGE = /^(drizzle-orm|drizzle-kit|pg|@electric-sql\/pglite)(\/|$)/
const VALIDATION_PACKAGE = /^zod(\/|$)/
const MESSAGE_PACKAGE = /^(next-intl|use-intl)(\/|$)/
const NEXT_PACKAGE = /^(next|next-auth|react|react-dom)(\/|$)/
const BANNED_NAME = /(^|\/)(utils?|helpers?|misc|common)(\/|\.[a-z.]+$)/
/** What a function inside another closes over is encrypted with the key next.config.mjs makes public. */
const INLINE_ACTION = /[{>]\s*["']use (server|cache)["']/
/** Tests, and the builders and programs only tests use. */
const TEST = /(\.test|(^|\/)test-[a-z0-9-]+)\.tsx?$|^lib\/testing\//

/**
 * Everything in the tree that breaks the house plan, a line each.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function findArchitectureFaults(root) {
  const sources = readImportGraph(root, PLACES)
  const circles = findCircles(sources).map(
    (circle) => `${circle[0]}: imports in a circle: ${circle.join(" → ")}`,
  )
  return [
    ...sources.flatMap((source) => [...nameFaults(source), ...importFaults(source)]),
    ...clientFaults(sources),
    ...circles,
    ...findReferenceFaults(root),
  ]
}

/** @param {string} file */
function roomOf(file) {
  return ROOMS.find(({ pattern }) => pattern.test(file))
}

/** @param {SourceFile} source */
function nameFaults({ file, text, readsEnvironment }) {
  const faults = []
  if (INLINE_ACTION.test(text) && !TEST.test(file))
    faults.push(
      `${file}: an action is a module's own export; inside a function it would send what it closes over`,
    )
  if (/(^|\/)index\.(ts|tsx|mjs)$/.test(file)) faults.push(`${file}: no barrels; import from the file itself`)
  if (BANNED_NAME.test(file)) faults.push(`${file}: name it after the noun it holds`)
  if (!roomOf(file) && !TEST.test(file)) faults.push(`${file}: belongs to no room of docs/architecture.md`)
  if (readsEnvironment && !READS_ENVIRONMENT.has(file) && !TEST.test(file)) {
    faults.push(`${file}: only lib/env.ts reads process.env`)
  }
  return faults
}

/** @param {SourceFile} source */
function importFaults({ file, imports }) {
  const room = roomOf(file)
  if (!room) return []
  return imports.flatMap(({ specifier, target }) => {
    const fault = target === null ? packageFault(room.name, file, specifier) : arrowFault(room, file, target)
    return fault === null ? [] : [`${file}: ${fault}`]
  })
}

/**
 * @param {string} room
 * @param {string} file
 * @param {string} specifier
 */
function packageFault(room, file, specifier) {
  if (DATABASE_PACKAGE.test(specifier) && room !== "db") return `only lib/db imports ${specifier}`
  if (TEST.test(file)) return null
  if (NEXT_PACKAGE.test(specifier) && WITHOUT_NEXT.has(room)) return `${room} must not know ${specifier}`
  if (specifier.startsWith("node:") && room === "domain")
    return `domain is pure and must not import ${specifier}`
  if (specifier === "next/link" && file.startsWith("components/attendee/")) {
    return "attendee pages use plain links, not next/link"
  }
  if (specifier === "zod" && room === "components")
    return "components show what the server validated and do not import zod"
  return null
}

/**
 * A test builds its surroundings from any room.
 *
 * @param {(typeof ROOMS)[number]} room
 * @param {string} file
 * @param {string} target
 */
function arrowFault(room, file, target) {
  if (TEST.test(file)) return null
  if (TEST.test(target)) return `only tests import ${target}`
  const other = roomOf(target)
  if (!other || other === room || room.may.includes("*") || room.may.includes(other.name)) return null
  return `${room.name} must not import ${other.name} (${target})`
}

/**
 * zod is 60 kB that a browser need not load, and next-intl's half in the browser 12.5 kB that an attendee's phone need
 * not: a client component of attendee pages gets finished sentences (decision 0039).
 *
 * @param {SourceFile[]} sources
 */
function clientFaults(sources) {
  return sources
    .filter((source) => hasDirective(source, "use client"))
    .flatMap((source) => {
      const loaded = [...findLoadedPackages(sources, source.file)]
      const isOrganizers = source.file.startsWith("components/organizer/")
      return loaded
        .filter(([name]) => VALIDATION_PACKAGE.test(name) || (MESSAGE_PACKAGE.test(name) && !isOrganizers))
        .map(([name, way]) => `${source.file}: loads ${name} in the browser: ${[...way, name].join(" → ")}`)
    })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const faults = findArchitectureFaults(path.resolve(import.meta.dirname, ".."))
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}

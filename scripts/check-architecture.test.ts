import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { findArchitectureFaults } from "./check-architecture.mjs"

let root = ""

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "gatehouse-architecture-"))
})

afterEach(() => rmSync(root, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
}

test("a tree whose arrows point down has no faults", () => {
  write({
    "app/page.tsx": `import { Card } from "@/components/ui/card"\nimport { load } from "@/lib/loaders/event"`,
    "components/ui/card.tsx": "export const Card = () => null",
    "lib/loaders/event.ts": `import { find } from "../db/queries/events"\nexport const load = find`,
    "lib/db/queries/events.ts": `import { eq } from "drizzle-orm"\nimport type { Event } from "@/lib/domain/event"`,
    "lib/domain/event.ts": `import { z } from "zod"\nexport type Event = z.infer<typeof z.any>`,
  })

  expect(findArchitectureFaults(root)).toEqual([])
})

const target = "export const x = 1"

test.each([
  ["gate → db", "lib/gate/client.ts", "lib/db/open.ts", "gate must not import db"],
  ["db → gate", "lib/db/open.ts", "lib/gate/client.ts", "db must not import gate"],
  ["domain → db", "lib/domain/event.ts", "lib/db/open.ts", "domain must not import db"],
  ["use case → loader", "lib/registration/accept.ts", "lib/loaders/event.ts", "must not import request"],
  ["use case → env", "lib/registration/accept.ts", "lib/env.ts", "must not import env"],
  ["component → db", "components/attendee/ticket.tsx", "lib/db/open.ts", "must not import db"],
  ["component → app", "components/attendee/ticket.tsx", "app/actions.ts", "must not import app"],
  ["ui → domain", "components/ui/card.tsx", "lib/domain/event.ts", "ui must not import domain"],
  [
    "embedded GATE → client",
    "lib/gate-local/app.ts",
    "lib/gate/client.ts",
    "gate-local must not import gate",
  ],
  ["mail → gate", "lib/mail/frame.ts", "lib/gate/client.ts", "mail must not import gate"],
])("an arrow against the table is a fault: %s", (_name, from, to, message) => {
  write({ [from]: `import type { x } from "@/${to.replace(/\.tsx?$/, "")}"`, [to]: target })

  expect(findArchitectureFaults(root)).toEqual([expect.stringContaining(`${from}: `)])
  expect(findArchitectureFaults(root)[0]).toContain(message)
})

test.each([
  [
    "drizzle outside lib/db",
    "lib/registration/accept.ts",
    `import { sql } from "drizzle-orm"`,
    "only lib/db",
  ],
  ["PGlite loaded by import()", "lib/runtime.ts", `const x = import("@electric-sql/pglite")`, "only lib/db"],
  [
    "a use case that knows Next",
    "lib/registration/accept.ts",
    `import "next/headers"`,
    "must not know next/headers",
  ],
  ["a domain module with I/O", "lib/domain/event.ts", `import "node:fs"`, "must not import node:fs"],
  [
    "next/link for attendees",
    "components/attendee/ticket.tsx",
    `import Link from "next/link"`,
    "plain links",
  ],
  ["process.env in a use case", "lib/registration/accept.ts", "process.env.PORT", "only lib/env.ts"],
  ["a barrel", "lib/domain/index.ts", target, "no barrels"],
  ["a drawer", "lib/domain/utils.ts", target, "name it after"],
  ["a file outside every room", "lib/shelf/thing.ts", target, "belongs to no room"],
])("%s is a fault", (_name, file, text, message) => {
  write({ [file]: text })

  expect(findArchitectureFaults(root)).toEqual([expect.stringContaining(message)])
})

test("zod that reaches a client component through another file is a fault that names the way", () => {
  write({
    "components/attendee/form.tsx": `"use client"\nimport { schema } from "@/lib/domain/event"`,
    "lib/domain/event.ts": `import { z } from "zod"\nexport const schema = z.any()`,
  })

  expect(findArchitectureFaults(root)).toEqual([
    "components/attendee/form.tsx: loads zod in the browser: components/attendee/form.tsx → lib/domain/event.ts → zod",
  ])
})

test("translating in a client component is a fault, except on organizers' pages", () => {
  const form = `"use client"\nimport { useTranslations } from "next-intl"`
  write({ "components/attendee/form.tsx": form, "components/organizer/form.tsx": form })

  expect(findArchitectureFaults(root)).toEqual([
    "components/attendee/form.tsx: loads next-intl in the browser: components/attendee/form.tsx → next-intl",
  ])
})

test("a client component may use types of a file that loads zod, and call a server action that does", () => {
  write({
    "app/actions.ts": `"use server"\nimport { z } from "zod"\nexport const save = z.any()`,
    "app/form.tsx": `"use client"\nimport type { Event } from "@/lib/domain/event"\nimport { save } from "./actions"`,
    "lib/domain/event.ts": `import { z } from "zod"\nexport type Event = z.infer<typeof z.any>`,
  })

  expect(findArchitectureFaults(root)).toEqual([])
})

test.each(["use server", "use cache"])(
  "a function that says %s is a fault: the site's key is no secret",
  (directive) => {
    write({
      "app/page.tsx": `export default function Page() {\n  async function save() {\n    "${directive}"\n  }\n}`,
    })

    expect(findArchitectureFaults(root)).toEqual([
      expect.stringContaining("an action is a module's own export"),
    ])
  },
)

test("a circle of imports is a fault that names the way round", () => {
  write({
    "lib/domain/a.ts": `export * from "./b"`,
    "lib/domain/b.ts": `export * from "./c"`,
    "lib/domain/c.ts": `import { a } from "./a"`,
  })

  expect(findArchitectureFaults(root)).toEqual([
    "lib/domain/a.ts: imports in a circle: lib/domain/a.ts → lib/domain/b.ts → lib/domain/c.ts → lib/domain/a.ts",
  ])
})

test("a test and what it is built from may import from any room", () => {
  write({
    "lib/gate/client.test.ts": `import "@/lib/db/open"`,
    "lib/gate/test-server.ts": `import "@/lib/db/open"`,
    "lib/db/open.ts": target,
  })

  expect(findArchitectureFaults(root)).toEqual([])
})

test("what is made for tests is a fault in the site", () => {
  write({ "lib/db/open.ts": `import "./test-database"`, "lib/db/test-database.ts": target })

  expect(findArchitectureFaults(root)).toEqual(["lib/db/open.ts: only tests import lib/db/test-database.ts"])
})

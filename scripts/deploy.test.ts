import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { variablesSchema } from "@/lib/env"

// No image can be built where tests run: here every path, command and variable of deploy/ is held to what there is, and
// e2e/artefact.spec.ts runs the folder as they do: read-only, from elsewhere, as a user who owns nothing of it.

const root = path.resolve(import.meta.dirname, "..")
const read = (name: string) => readFileSync(path.join(root, "deploy", name), "utf8")
const exists = (name: string) => existsSync(path.join(root, name))

const program = "server/main.mjs"
/** Of the tools around the site, not of the site. */
const others = ["POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "SITE_HOST", "NODE_ENV"]
const known = [...Object.keys(variablesSchema.shape), ...others]

type Service = { build?: { context: string; dockerfile: string }; environment?: object; volumes?: string[] }
type Compose = { services: Record<string, Service> }

describe("Dockerfile", () => {
  const instructions = read("Dockerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => /^[A-Z]/.test(line))
  const all = (name: string) =>
    instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))

  test("copies only what exists", () => {
    const copies = all("COPY").map((line) => line.split(/\s+/))
    const fromCheckout = copies
      .filter(([first]) => !first?.startsWith("--"))
      .map((words) => words.slice(0, -1))
    const fromBuild = copies.filter(([first]) => first === "--from=build").map(([, source]) => source)

    expect(fromCheckout.flat().filter((name) => !exists(name))).toEqual([])
    expect(fromBuild).toEqual(["/src/dist"])
  })

  test("ends as somebody without rights who runs the program of dist/", () => {
    expect(all("USER")).toEqual(["node"])
    expect(JSON.parse(all("CMD")[0] ?? "")).toEqual(["node", program])
    expect(exists(program)).toBe(true)
    expect(all("ENV").join(" ")).toMatch(/HOST=0\.0\.0\.0/)
  })

  test("asks an address that the site answers whether it is healthy", () => {
    const [check = ""] = all("HEALTHCHECK")
    const asked = /\/(\w+z)\b/.exec(check)?.[1] ?? ""

    expect(exists(`app/${asked}/route.ts`)).toBe(true)
  })

  test("leaves behind what a checkout has made for itself", () => {
    const ignored = readFileSync(path.join(root, ".dockerignore"), "utf8").split("\n")

    expect(ignored).toEqual(expect.arrayContaining([".env", ".next", "dist", "node_modules", "data", ".git"]))
  })
})

describe.each(["compose.yaml", "compose.try.yaml"])("%s", (file) => {
  const { services }: Compose = parse(read(file), { merge: true })

  test("builds and mounts only what exists", () => {
    for (const { build, volumes = [] } of Object.values(services)) {
      if (build) expect(exists(path.join("deploy", build.context, build.dockerfile))).toBe(true)
      const mounted = volumes
        .map((volume) => volume.split(":")[0] ?? "")
        .filter((source) => source.startsWith("."))
      expect(mounted.filter((source) => !exists(path.join("deploy", source)))).toEqual([])
    }
  })

  test("sets only variables that there are", () => {
    const names = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment))

    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })
})

test("the settings to copy name only variables that there are, and no secret", () => {
  const lines = read("example.env").match(/^\w+=.*$/gm) ?? []
  const settings = new Map(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]))

  expect([...settings.keys()].filter((name) => !known.includes(name))).toEqual([])
  for (const name of ["POSTGRES_PASSWORD", "AUTH_SECRET", "FIELD_ENCRYPTION_KEYS", "GATE_API_TOKEN"])
    expect(settings.get(name), name).toBe("")
})

test("systemd runs the program of dist/", () => {
  const unit = read("gatehouse.service")

  expect(unit).toMatch(new RegExp(`^ExecStart=\\S+/node \\S+/${program}$`, "m"))
  expect(unit).toMatch(/^DynamicUser=yes$/m)
})

test("Kubernetes asks addresses that the site answers, and gives it longer than a drain takes", () => {
  const documents = parseAllDocuments(read("kubernetes/gatehouse.yaml")).map((one) => one.toJS())
  const { spec } = documents.find(({ kind }) => kind === "Deployment").spec.template
  const [site] = spec.containers
  const probes = [site.startupProbe, site.livenessProbe, site.readinessProbe]

  for (const { httpGet } of probes) expect(exists(`app${httpGet.path}/route.ts`), httpGet.path).toBe(true)
  expect(
    site.env.map(({ name }: { name: string }) => name).filter((name: string) => !known.includes(name)),
  ).toEqual([])
  expect(site.securityContext.readOnlyRootFilesystem).toBe(true)
  // Five seconds until the load balancer knows, ten for the requests under way.
  expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(15)
})

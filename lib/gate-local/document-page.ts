import { createHash } from "node:crypto"
import { html, raw } from "hono/html"
import { z } from "zod"
import { type Dialect, dialectRules } from "./dialect"
import { type Example, examplesOf } from "./examples"
import type { OpenApiDocument, OpenApiOperation } from "./openapi"

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
  code, pre { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; background: #8882; padding: 0.5rem 0.75rem; user-select: all; }
  nav ul { columns: 20rem; padding: 0; list-style: none; }
  section { border-top: 1px solid #8886; margin-top: 1.5rem; }
  h3 { font-size: 1.05rem; margin: 1rem 0 0.25rem; } h3 b { display: inline-block; min-width: 4.5rem; }
  table { border-collapse: collapse; margin: 0.5rem 0; }
  td, th { padding: 0.15rem 1rem 0.15rem 0; text-align: start; vertical-align: top; }
`

/** Lets the page have the style written into it, and nothing else. */
export const documentPolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The parts of a JSON Schema the page puts into words. */
const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.union([z.number(), z.boolean()]).optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return schemaSchema.optional()
  },
  get anyOf() {
    return z.array(schemaSchema).optional()
  },
  get properties() {
    return z.record(z.string(), schemaSchema).optional()
  },
})
type Schema = z.infer<typeof schemaSchema>

const contentSchema = z.object({
  "application/json": z.object({ schema: z.object({ $ref: z.string() }) }),
})

/** Bounds of the number types themselves say nothing. */
const isOwnBound = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < 2_147_483_647

/** A schema in words: its type, what it is limited to, and whether it may be null. */
function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? ""
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ")
  if (schema.enum) return schema.enum.join(", ")
  if (schema.items) return `list of ${typeOf(schema.items)}`
  if (schema.properties)
    return `object (${Object.entries(schema.properties)
      .map(([name, property]) => `${name}: ${typeOf(property)}`)
      .join("; ")})`
  const { format, maxLength, maximum, minLength, minimum, type } = schema
  const limits = [
    format,
    minLength && `at least ${minLength} ${minLength === 1 ? "character" : "characters"}`,
    maxLength && `at most ${maxLength} characters`,
    isOwnBound(minimum) && `from ${minimum}`,
    isOwnBound(maximum) && `to ${maximum}`,
  ].filter(Boolean)
  const name = Array.isArray(type) ? type.join(" or ") : (type ?? "anything")
  return limits.length > 0 ? `${name}, ${limits.join(", ")}` : name
}

function descriptionOf({ anyOf = [], default: preset, description }: Schema): string {
  const words = description ?? anyOf.find((one) => one.description)?.description ?? ""
  return preset === undefined ? words : `${words} Default: ${preset}.`
}

function schemaLink(content: object | undefined) {
  const parsed = contentSchema.safeParse(content)
  const name = parsed.success ? parsed.data["application/json"].schema.$ref.split("/").at(-1) : undefined
  return name ? html`<a href="#${name}"><code>${name}</code></a>` : "no body"
}

/** A command for a shell, which takes everything between single quotes as it is. */
function curl({ body, method, url }: Pick<Example, "body" | "method" | "url">, baseUrl: string): string {
  const json = body && JSON.stringify(body, null, 2).replaceAll("'", "'\\''")
  return [
    `curl -X ${method} "${baseUrl}${url}"`,
    '-H "Authorization: Bearer $GATE_API_TOKEN"',
    ...(json ? ['-H "Content-Type: application/json"', `-d '${json}'`] : []),
  ].join(" \\\n  ")
}

function exampleSection(example: Example, baseUrl: string) {
  const shown = JSON.stringify(example.answer, null, 2)?.replaceAll(
    "https://gate.zequenze.com/api/v1",
    baseUrl,
  )
  return html`<details><summary>Example of document ${example.document}</summary>
<pre>${curl(example, baseUrl)}</pre>
${shown ? html`<p>${example.status}</p><pre>${shown}</pre>` : html`<p>${example.status}</p>`}
</details>`
}

function operationSection(path: string, method: string, operation: OpenApiOperation, baseUrl: string) {
  const { operationId, parameters, requestBody, responses, summary } = operation
  return html`<section id="${operationId}">
<h3><b>${method.toUpperCase()}</b> <code>${path}</code></h3>
<p>${summary}.${requestBody ? html` Body: ${schemaLink(requestBody.content)}.` : ""}</p>
${
  parameters.length > 0
    ? html`<table><tr><th>Parameter</th><th>In</th><th>Type</th><th>Meaning</th></tr>
${parameters.map((parameter) => {
  const schema = schemaSchema.parse(parameter.schema)
  const meaning = descriptionOf({ ...schema, description: parameter.description })
  return html`<tr><td><code>${parameter.name}</code></td><td>${parameter.in}</td><td>${typeOf(schema)}</td><td>${meaning}</td></tr>`
})}
</table>`
    : ""
}
<table><tr><th>Status</th><th>Answer</th><th>When</th></tr>
${Object.entries(responses).map(
  ([status, response]) =>
    html`<tr><td>${status}</td><td>${schemaLink(response.content)}</td><td>${response.description}</td></tr>`,
)}
</table>
${examplesOf({ method, path }).map((example) => exampleSection(example, baseUrl))}
</section>`
}

function schemaSection(name: string, json: object) {
  const schema = schemaSchema.parse(json)
  const { properties, required = [] } = schema
  const rows = Object.entries(properties ?? {}).map(
    ([key, property]) =>
      html`<tr><td><code>${key}</code></td><td>${typeOf(property)}</td><td>${required.includes(key) ? "yes" : ""}</td><td>${descriptionOf(property)}</td></tr>`,
  )
  const table = html`<table><tr><th>Field</th><th>Type</th><th>Required</th><th>Meaning</th></tr>${rows}</table>`
  return html`<section id="${name}"><h3><code>${name}</code></h3>
${properties ? table : html`<p>For each wrong field a list of messages, nested for nested fields, or ${'{"detail": "…"}'} where the whole request cannot be read.</p>`}
</section>`
}

/** The description as one readable page: no script and nothing loaded from elsewhere. */
export function documentPage(document: OpenApiDocument, documentUrl: string, dialect: Dialect) {
  const baseUrl = document.servers[0]?.url ?? ""
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, operation, path })),
  )
  const schemas = Object.entries(document.components.schemas)
  const chosen = Object.entries(dialect)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>${document.info.title}</h1>
<p>Users, their extra information and their tokens. Base URL <code>${baseUrl}</code>. Send
<code>Authorization: Bearer &lt;token&gt;</code> with every request. The same as
<a href="${documentUrl}">OpenAPI 3.1</a>.</p>
<nav aria-label="Contents"><ul>
<li><a href="#slashes">Slashes</a></li><li><a href="#dialect">Dialect</a></li><li><a href="#schemas">Schemas</a></li>
${operations.map(
  ({ method, operation, path }) =>
    html`<li><a href="#${operation.operationId}">${method.toUpperCase()} ${path}</a></li>`,
)}
</ul></nav>
<h2 id="slashes">Slashes</h2>
<p>Every path ends in a slash. Without it the answer is 301 to the path with it, whatever the method: a client that follows
turns a POST into a GET, and the list it then sees looks like success. HEAD answers like GET without the body, OPTIONS with
<code>Allow</code>, and every other method is 405.</p>
<h2 id="dialect">Dialect</h2>
<p>GATE's documents disagree in places. This is what was chosen here.</p>
<table><tr><th>Rule</th><th>Here</th><th>Others</th><th>Meaning</th></tr>
${dialectRules.map(({ description, name, values }) => {
  const here = String(chosen.find(([rule]) => rule === name)?.[1])
  const others = values.filter((value) => value !== here).join(", ")
  return html`<tr><td><code>${name}</code></td><td>${here}</td><td>${others}</td><td>${description}</td></tr>`
})}
</table>
<h2 id="operations">Operations</h2>
${operations.map(({ method, operation, path }) => operationSection(path, method, operation, baseUrl))}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => schemaSection(name, schema))}
</body>
</html>`
}

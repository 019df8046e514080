import { createHash } from "node:crypto"
import { html, raw } from "hono/html"
import { z } from "zod"
import type { OpenApiDocument, OpenApiOperation } from "./openapi"

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
  code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
  section { border-top: 1px solid #8886; margin-top: 1.5rem; }
  h2 { font-size: 1.05rem; margin: 1rem 0 0.25rem; } h2 b { display: inline-block; min-width: 4.5rem; }
  table { border-collapse: collapse; } td, th { padding: 0.15rem 1rem 0.15rem 0; text-align: left; vertical-align: top; }
`

/** Lets the page have the style written into it, and nothing else. */
export const documentPolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const schemaSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})
const contentSchema = z.object({
  "application/json": z.object({ schema: z.object({ $ref: z.string() }) }),
})

const schemaName = (content: object | undefined) => {
  const parsed = contentSchema.safeParse(content)
  return parsed.success ? parsed.data["application/json"].schema.$ref.split("/").at(-1) : undefined
}

function schemaLink(content: object | undefined) {
  const name = schemaName(content)
  return name ? html`<a href="#${name}"><code>${name}</code></a>` : ""
}

function operationSection(path: string, method: string, operation: OpenApiOperation) {
  const { parameters, requestBody, responses, summary } = operation
  return html`<section id="${operation.operationId}">
<h2><b>${method.toUpperCase()}</b> <code>${path}</code></h2>
<p>${summary}. ${requestBody ? html`Body: ${schemaLink(requestBody.content)}.` : ""}</p>
<table>
${parameters.map(
  (parameter) =>
    html`<tr><td><code>${parameter.name}</code></td><td>${parameter.in}</td><td>${parameter.description ?? ""}</td></tr>`,
)}
${Object.entries(responses).map(
  ([status, response]) =>
    html`<tr><td>${status}</td><td>${schemaLink(response.content)}</td><td>${response.description}</td></tr>`,
)}
</table>
</section>`
}

function schemaSection(name: string, schema: object) {
  const { properties = {}, required = [] } = schemaSchema.parse(schema)
  const keys = Object.keys(properties).map((key) => (required.includes(key) ? `${key} (required)` : key))
  return html`<section id="${name}"><h2><code>${name}</code></h2><p><code>${keys.join(", ")}</code></p></section>`
}

/** The description as one readable page: no script and nothing loaded from elsewhere. */
export function documentPage(document: OpenApiDocument, documentUrl: string) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationSection(path, method, operation)),
  )
  const schemas = Object.entries(document.components.schemas)
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
<p>${document.info.description} Base URL <code>${document.servers[0]?.url}</code>. Send
<code>Authorization: Bearer &lt;token&gt;</code> with every request. The same as
<a href="${documentUrl}">OpenAPI 3.1</a>.</p>
${operations}
<h1>Schemas</h1>
${schemas.map(([name, schema]) => schemaSection(name, schema))}
</body>
</html>`
}

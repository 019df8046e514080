import { z } from "zod"
import { detailErrorSchema, fieldErrorsSchema } from "@/lib/gate/contract/error"
import { pageSchema } from "@/lib/gate/contract/page"
import { usernameMaxLength, userSchema } from "@/lib/gate/contract/user"
import { userExtraSchema } from "@/lib/gate/contract/user-extra"
import { userTokenSchema } from "@/lib/gate/contract/user-token"
import type { Dialect } from "./dialect"
import { type Endpoint, endpoints, type Parameter } from "./endpoints"
import { type Example, examplesOf } from "./examples"
import { requestSchemas, usernamePattern } from "./request-schemas"

const answers = {
  User: userSchema,
  UserPage: pageSchema(userSchema),
  UserExtra: userExtraSchema,
  UserExtraPage: pageSchema(userExtraSchema),
  UserToken: userTokenSchema,
  UserTokenPage: pageSchema(userTokenSchema),
  Error: detailErrorSchema,
  BadRequest: z.union([fieldErrorsSchema, detailErrorSchema]),
}
/** What each status means, in the words of no document. */
const statusMeanings: Record<number, string> = {
  200: "Done.",
  201: "Created.",
  204: "Deleted; no body.",
  400: "Something in the request is invalid; a body about fields names all of them.",
  401: "The token is missing or unknown.",
  403: "The token may not do this.",
  404: "There is no such record.",
  405: "The path does not know this method; Allow has those it knows.",
  409: "The account has a record already.",
  413: "The body is larger than 2.5 MB.",
  415: "The body is not JSON by its Content-Type.",
  429: "Too much at once; here only when a test asks for it.",
}

const text = { type: "string" }
const statusHeaders: Record<number, object> = {
  401: { "WWW-Authenticate": { schema: text, description: "Always Bearer." } },
  405: { Allow: { schema: text, description: "The methods the path knows." } },
  429: { "Retry-After": { schema: { type: "integer", minimum: 0 }, description: "Seconds to wait." } },
}

type OpenApiResponse = { description: string; content?: object; headers?: object; links?: object }

export type OpenApiOperation = {
  operationId: string
  summary: string
  tags: string[]
  parameters: {
    name: string
    in: "query" | "path"
    required: boolean
    schema: object
    description?: string
  }[]
  requestBody?: { required: true; content: object }
  responses: Record<string, OpenApiResponse>
}

const spoken = (dialect: Dialect) =>
  Object.entries(dialect)
    .map(([rule, value]) => `${rule}=${value}`)
    .join(", ")

/** The parts of an OpenAPI 3.1 document this one has. */
export type OpenApiDocument = {
  openapi: "3.1.0"
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  security: Record<string, never[]>[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { securitySchemes: object; schemas: Record<string, object> }
}

/** A schema by name, with what the documents show for it. */
function reference(name: string, shown: { document: string; value: unknown }[] = []) {
  const values = shown.filter(({ value }) => value !== undefined)
  const examples = Object.fromEntries(values.map(({ document, value }) => [document, { value }]))
  const schema = { $ref: `#/components/schemas/${name}` }
  return { "application/json": values.length > 0 ? { schema, examples } : { schema } }
}

/** JSON Schema 2020-12 is the schema language of OpenAPI 3.1, so zod's own conversion needs no further library. */
function jsonSchemas(schemas: Record<string, z.ZodType>, io: "input" | "output"): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
      return [name, json]
    }),
  )
}

/** The statuses an endpoint refuses with, where the dialect has no others in their place (contract §11 D4, D5). */
function refusals({ errors, method, path, request }: Endpoint, dialect: Dialect): number[] {
  const isMissing = (status: number) =>
    (status === 409 && dialect.duplicateExtra !== "conflict") ||
    (status === 404 && method === "post" && dialect.missingParent !== 404)
  const known = path.startsWith("/user_extra/") ? errors.filter((status) => !isMissing(status)) : errors
  return [...known, 405, ...(request ? [413, 415] : []), 429].sort((one, other) => one - other)
}

/** What can be done next with the record that was answered. */
function links({ answer, path, success }: Endpoint): object {
  if (success !== 201) return {}
  const one = (method: string) => {
    const operationId = operationName(method, `${path}{id}/`)
    return [operationId, { operationId, parameters: { id: "$response.body#/id" } }]
  }
  const onward = ["get", "put", "patch", "delete"].map(one)
  const record = { operationId: "post_user_extra", requestBody: { parent: "$response.body#/id" } }
  const records = { operationId: "get_user_extra", parameters: { parent: "$response.body#/id" } }
  const ofAccount =
    answer === "UserExtra"
      ? []
      : [
          ["post_user_extra", record],
          ["get_user_extra", records],
        ]
  return { links: Object.fromEntries([...onward, ...ofAccount]) }
}

const answersOf = (examples: Example[]) =>
  examples.map(({ answer, document }) => ({ document, value: answer }))
const bodiesOf = (examples: Example[]) => examples.map(({ body, document }) => ({ document, value: body }))

function responses(endpoint: Endpoint, dialect: Dialect): OpenApiOperation["responses"] {
  const { answer, success } = endpoint
  const described = (status: number) => statusMeanings[status] ?? ""
  const failures = refusals(endpoint, dialect).map((status) => {
    const content = reference(status === 400 ? "BadRequest" : "Error")
    const headers = statusHeaders[status]
    return [
      String(status),
      { description: described(status), content, ...(headers ? { headers } : {}) },
    ] as const
  })
  const content = answer ? { content: reference(answer, answersOf(examplesOf(endpoint))) } : {}
  const done = { description: described(success), ...content, ...links(endpoint) }
  return { [String(success)]: done, ...Object.fromEntries(failures) }
}

const operationName = (method: string, path: string) =>
  [method, ...path.split("/").filter(Boolean)].join("_").replace(/[{}]/g, "")

/** Ids of `/user/` are text, the others numbers (contract §5, §6). */
function pathParameter(name: string, path: string): object {
  if (name === "username")
    return { type: "string", minLength: 1, maxLength: usernameMaxLength, pattern: usernamePattern }
  return path.startsWith("/user/") ? { type: "string", minLength: 1 } : { type: "integer", minimum: 1 }
}

/** A dialect that takes what it cannot read for absent refuses no value (contract §2.5). */
function queryParameter({ type, ...limits }: Parameter, dialect: Dialect): object {
  const { default: preset, minimum } = limits
  const given = preset === undefined ? {} : { default: preset }
  if (type === "string") return { type, pattern: "^[^\\u0000]*$" }
  if (!dialect.strictQuery) return { type: [type, "string"], ...given }
  return { type, ...given, ...(minimum === undefined ? {} : { minimum, maximum: 2_147_483_647 }) }
}

function operation(endpoint: Endpoint, dialect: Dialect): OpenApiOperation {
  const { method, path, query, request, summary } = endpoint
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")
  const body = request && reference(request, bodiesOf(examplesOf(endpoint)))
  return {
    operationId: operationName(method, path),
    summary,
    tags: path.split("/").filter(Boolean).slice(0, 1),
    parameters: [
      ...inPath.map((name) => {
        return { name, in: "path" as const, required: true, schema: pathParameter(name, path) }
      }),
      ...query.map((parameter) => {
        const { description, name } = parameter
        const schema = queryParameter(parameter, dialect)
        return { name, in: "query" as const, required: false, schema, description }
      }),
    ],
    ...(body ? { requestBody: { required: true as const, content: body } } : {}),
    responses: responses(endpoint, dialect),
  }
}

function paths(dialect: Dialect): OpenApiDocument["paths"] {
  const byPath: OpenApiDocument["paths"] = {}
  for (const endpoint of endpoints) {
    byPath[endpoint.path] = { ...byPath[endpoint.path], [endpoint.method]: operation(endpoint, dialect) }
  }
  return byPath
}

/**
 * The OpenAPI 3.1 description of the embedded GATE in one dialect: bodies as the server takes them, answers by the schemas
 * the client reads them with, examples as the documents print them.
 */
export function openApiDocument(baseUrl: string, dialect: Dialect): OpenApiDocument {
  return {
    openapi: "3.1.0",
    info: {
      title: "Embedded GATE",
      version: "1",
      description: `Users, their extra information and their tokens. Every path ends in a slash: without it the answer is 301, and a client that follows turns a POST into a GET. HEAD answers like GET, OPTIONS with Allow. The dialect: ${spoken(dialect)}.`,
    },
    servers: [{ url: baseUrl }],
    security: [{ bearer: [] }],
    paths: paths(dialect),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { ...jsonSchemas(requestSchemas(dialect), "input"), ...jsonSchemas(answers, "output") },
    },
  }
}

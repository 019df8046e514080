import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A request that Google's stand-in got. */
type Asked = { method: string; path: string; authorization: string; body: string }

export type GoogleServer = {
  url: string
  tokenUrl: string
  asked: Asked[]
  /** What tickets and events that were changed, by their ids. */
  changes(): { id: string; kind: string; content: Record<string, unknown> }[]
  /** What it was given and did not have, by kind. */
  given(): { kind: string; content: Record<string, unknown> }[]
  /** What it answers from now on, but to those who want a token; 200: as it does. */
  answer(status: number): void
  close(): Promise<void>
}

/** Google's token service and the part of its wallet API that we use. */
export async function startGoogleServer(): Promise<GoogleServer> {
  const asked: Asked[] = []
  const kept = new Map<string, { kind: string; content: Record<string, unknown> }>()
  let usual = 200
  const statusOf = (method: string, kind: string, id: string, body: string): number => {
    if (usual !== 200) return usual
    if (method === "PATCH") return kept.has(id) ? 200 : 404
    const content = JSON.parse(body)
    if (kept.has(content.id)) return 409
    kept.set(content.id, { kind, content })
    return 200
  }
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    const path = request.url ?? ""
    asked.push({
      method: request.method ?? "",
      path,
      authorization: request.headers.authorization ?? "",
      body,
    })
    const isToken = path === "/token"
    const [, kind = "", id = ""] = /^\/walletobjects\/v1\/(\w+)\/?(.*)$/.exec(path) ?? []
    response.writeHead(isToken ? 200 : statusOf(request.method ?? "", kind, id, body), {
      "content-type": "application/json",
    })
    response.end(JSON.stringify(isToken ? { access_token: "granted", expires_in: 3_600 } : {}))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    tokenUrl: `${url}/token`,
    asked,
    changes: () =>
      asked.flatMap(({ method, path, body }) => {
        const [, kind = "", id = ""] = /^\/walletobjects\/v1\/(\w+)\/(.+)$/.exec(path) ?? []
        return method === "PATCH" ? [{ kind, id, content: JSON.parse(body) }] : []
      }),
    given: () => [...kept.values()],
    answer: (next) => {
      usual = next
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

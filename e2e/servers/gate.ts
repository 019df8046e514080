import { randomBytes } from "node:crypto"
import type { ControlState } from "@/lib/gate/suite/subject"
import type { DialectName } from "@/lib/gate-local/dialect"
import type { Fault } from "@/lib/gate-local/faults"
import type { LoggedRequest } from "@/lib/gate-local/routes/control"
import { Program } from "./program"

type GateRecord = Record<string, unknown> & { id: number | string }
type Write = Pick<LoggedRequest, "method" | "path" | "body" | "status">

/** The stand-alone embedded GATE with its control endpoints: what the site talks to, and the witness of what it said. */
export class Gate {
  private constructor(
    readonly program: Program,
    readonly origin: string,
    readonly token: string,
  ) {}

  static async start(dialect: DialectName = "documents"): Promise<Gate> {
    const token = `canary-${randomBytes(24).toString("base64url")}`
    const options = ["--port", "0", "--memory", "--control", "--dialect", dialect]
    const args = ["--import", "tsx", "lib/gate-local/serve.ts", ...options]
    const program = Program.start(args, { GATE_API_TOKEN: token })
    const [, origin = ""] = await program.printed(/answers at (http:\/\/[^/]+)\/api\/v1\//)
    return new Gate(program, origin, token)
  }

  get baseUrl(): string {
    return `${this.origin}/api/v1`
  }

  private async send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
    return response
  }

  /** From now on GATE misbehaves like this; an empty list makes it well again. */
  async misbehave(...faults: Fault[]): Promise<void> {
    await this.send("PUT", "/_control/faults", faults)
  }

  /** Replaces everything GATE has, and how it behaves. */
  async replaceState(state: ControlState): Promise<void> {
    await this.send("PUT", "/_control/state", state)
  }

  /** Forgets faults and the log, and keeps its records. */
  async calm(): Promise<void> {
    await this.misbehave()
    await this.send("DELETE", "/_control/requests")
  }

  /** What was asked to be changed, in order, refused and lost requests included. */
  async writes(): Promise<Write[]> {
    const requests: LoggedRequest[] = await (await this.send("GET", "/_control/requests")).json()
    return requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path, body, status }) => ({ method, path, body, status }))
  }

  /** How often each record was read by its id since the log was emptied. */
  async recordReads(): Promise<number[]> {
    const requests: LoggedRequest[] = await (await this.send("GET", "/_control/requests")).json()
    const reads = requests.filter(({ method, path }) => method === "GET" && /\/user_extra\/\d+\/$/.test(path))
    const paths = reads.map(({ path }) => path)
    return [...new Set(paths)].map((path) => paths.filter((other) => other === path).length)
  }

  /** Every record of a list: GATE gives a hundred at most, and a worker's tests leave more accounts behind. */
  private async list(path: string): Promise<GateRecord[]> {
    const all: GateRecord[] = []
    for (;;) {
      const page = await this.send("GET", `/api/v1${path}&limit=100&offset=${all.length}`)
      const { results, next } = await page.json()
      all.push(...results)
      if (next === null || results.length === 0) return all
    }
  }

  /** Accounts with this address, whatever they are called. */
  async usersOf(email: string): Promise<GateRecord[]> {
    const users = await this.list("/user/?organization=northside")
    return users.filter((user) => user.email === email)
  }

  /** Sets GATE's clock ahead of the real one. */
  async advanceClock(seconds: number): Promise<void> {
    await this.send("PUT", "/_control/clock", { ahead_seconds: seconds })
  }

  /** Extra records of an account. */
  extrasOf(userId: GateRecord["id"]): Promise<GateRecord[]> {
    return this.list(`/user_extra/?parent=${userId}`)
  }

  /** The one record of the one account with this address. */
  async extraOf(email: string): Promise<GateRecord> {
    const [user] = await this.usersOf(email)
    const [extra] = user ? await this.extrasOf(user.id) : []
    if (!extra) throw new Error(`GATE has no record of ${email}.`)
    return extra
  }

  /** Changes a record as another program on GATE would; the log forgets it. */
  async changeExtra(id: GateRecord["id"], changes: Record<string, unknown>): Promise<void> {
    await this.send("PATCH", `/api/v1/user_extra/${id}/`, changes)
    await this.send("DELETE", "/_control/requests")
  }

  /** Deletes a record as another program on GATE would. */
  async deleteExtra(id: GateRecord["id"]): Promise<void> {
    await this.send("DELETE", `/api/v1/user_extra/${id}/`)
  }

  /** Everything GATE answers about an address, as text. */
  async everythingSaidOf(email: string): Promise<string> {
    const users = await this.usersOf(email)
    const extras = await Promise.all(users.map(({ id }) => this.extrasOf(id)))
    return JSON.stringify([users, extras])
  }

  /** Puts an account there before the visitor comes. */
  async addUser(user: {
    username: string
    email: string
    organization?: string
    profile?: { role: string }
  }): Promise<GateRecord> {
    const body = { organization: "northside", ...user, password: randomBytes(18).toString("base64url") }
    return (await this.send("POST", "/api/v1/user/", body)).json()
  }

  /** The one account with this address as `/user_token/` shows it, with its balance. */
  async tokenOf(email: string): Promise<GateRecord> {
    const [user] = await this.usersOf(email)
    return (await this.send("GET", `/api/v1/user_token/${user?.id}/?balance=true`)).json()
  }

  /** Changes what `/user_token/` shows of it. */
  async changeToken(email: string, changes: Record<string, unknown>): Promise<void> {
    const { id } = await this.tokenOf(email)
    await this.send("PATCH", `/api/v1/user_token/${id}/`, changes)
  }

  /** Has an account use the network. */
  async goOnline(username: string): Promise<void> {
    await this.send("POST", "/_control/sessions", { username })
  }

  /** Changes an account as another program on GATE would. */
  async changeUser(id: GateRecord["id"], changes: Record<string, unknown>): Promise<void> {
    await this.send("PATCH", `/api/v1/user/${id}/`, changes)
  }
}

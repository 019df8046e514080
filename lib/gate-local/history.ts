import type { Database } from "@/lib/db/database"
import { type GateState, readGateState, replaceGateState } from "@/lib/db/queries/gate-local-state"

/** Thrown to undo the transaction a look into the past is made in. */
class Undo extends Error {}

/** What the state was before each recent write, so that a test can have reads lag behind, as on a replica. */
export class History {
  private before: { at: number; state: GateState }[] = []

  constructor(
    private readonly db: Database,
    private readonly clock: () => Date,
  ) {}

  /** Call before a write; keeps what a read may still ask for, which is `windowMs` back. */
  async keep(windowMs: number): Promise<void> {
    const at = this.clock().getTime()
    this.before = this.before.filter((snapshot) => snapshot.at > at - windowMs)
    if (windowMs > 0) this.before.push({ at, state: await readGateState(this.db) })
  }

  forget(): void {
    this.before = []
  }

  /** Runs a read on a state without the writes younger than `ageMs`. The past is never committed. */
  async readBack(ageMs: number, read: (db: Database) => Promise<Response>): Promise<Response> {
    const youngerThan = this.clock().getTime() - ageMs
    const snapshot = this.before.find(({ at }) => at > youngerThan)
    if (!snapshot) return read(this.db)
    let answer: Response | undefined
    try {
      await this.db.transaction(async (tx) => {
        await replaceGateState(tx, snapshot.state)
        answer = await read(tx)
        throw new Undo()
      })
    } catch (error) {
      if (!(error instanceof Undo)) throw error
    }
    if (!answer) throw new Error("a look into the past gave no answer")
    return answer
  }
}

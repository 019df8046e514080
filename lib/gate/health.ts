import type { GateLogEntry } from "./exchange"

/** Calls in a row that must fail before GATE counts as down: single ones fail on a good day. */
const failuresInARow = 5

/** GATE refuses this site when it does not take its token. */
export type GateState = "up" | "down" | "refusing"

/** `forMs`: how long the state before it lasted. */
export type GateChange = { from: GateState; to: GateState; forMs: number }

type Result = Pick<GateLogEntry, "result" | "status">

function verdict({ result, status }: Result): "well" | "ill" | "refused" | null {
  if (status === 401 || status === 403) return "refused"
  // A pause and a full queue are made on our side, and an abort is the caller's wish.
  if (["paused", "too-many-calls", "aborted"].includes(result)) return null
  return status !== undefined && status < 500 && status !== 408 ? "well" : "ill"
}

/** Makes of the results of calls what an operator wants to know: since when GATE answers, or does not. */
export class GateHealth {
  state: GateState = "up"
  private since: number
  private failures = 0

  /** `onChange` is called once for each change; `now`: milliseconds that never go back. */
  constructor(
    private readonly onChange: (change: GateChange) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.since = now()
  }

  /** Takes the result of one attempt of a call. */
  note(entry: Result): void {
    const found = verdict(entry)
    if (found === null) return
    this.failures = found === "ill" ? this.failures + 1 : 0
    if (found === "well") this.become("up")
    else if (found === "refused") this.become("refusing")
    else if (this.failures >= failuresInARow || entry.result === "circuit-open") this.become("down")
  }

  private become(to: GateState): void {
    if (to === this.state) return
    const [from, at] = [this.state, this.now()]
    this.state = to
    const forMs = at - this.since
    this.since = at
    this.onChange({ from, to, forMs })
  }
}

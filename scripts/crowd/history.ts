import { createWriteStream, type WriteStream } from "node:fs"
import { finished } from "node:stream/promises"

/**
 * What a client did, as Jepsen writes it: an operation is invoked and then ok, failed for certain, or of unknown outcome
 * (`info`), which a lost answer is.
 */
export type Step = "invoke" | "ok" | "fail" | "info"

/** A JSON line for everything that clients and the hand that kills did, in order. */
export class History {
  private readonly began = performance.now()
  private readonly stream: WriteStream

  constructor(readonly file: string) {
    this.stream = createWriteStream(file)
  }

  note(
    client: number | "nemesis",
    step: Step,
    operation: string,
    value: string | number | null = null,
  ): void {
    const ms = Math.round(performance.now() - this.began)
    this.stream.write(`${JSON.stringify({ ms, client, step, operation, value })}\n`)
  }

  async close(): Promise<void> {
    this.stream.end()
    await finished(this.stream)
  }
}

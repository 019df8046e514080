/** Undone in reverse order, whatever happened. */
export class Cleanup {
  private readonly steps: (() => Promise<unknown>)[] = []

  add(step: () => Promise<unknown>): void {
    this.steps.push(step)
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      await step().catch((error: unknown) => console.error(error))
    }
  }
}

/** Runs the work, and the cleanup after it whether it ended, failed or was interrupted. */
export async function withCleanup<T>(work: (cleanup: Cleanup) => Promise<T>): Promise<T> {
  const cleanup = new Cleanup()
  const endings = { SIGINT: 130, SIGTERM: 143 } as const
  const leave = (signal: keyof typeof endings) =>
    void cleanup.run().finally(() => process.exit(endings[signal]))
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, leave)
  try {
    return await work(cleanup)
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, leave)
    await cleanup.run()
  }
}

/** A figure of a scenario: what was measured, and what it should be at most or exactly, in words. */
export type Figure = { scenario: string; figure: string; value: string; aim: string }

/** The figure at a share of the sorted values: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Milliseconds at p50, p95, p99 and the most; nothing was measured: a dash. */
export function spread(values: readonly number[]): string {
  if (values.length === 0) return "–"
  return [0.5, 0.95, 0.99, 1].map((share) => Math.round(quantile(values, share))).join(" / ")
}

/** Collects figures, and promises that were broken: of these one is enough for exit code 1. */
export class Report {
  readonly figures: Figure[] = []
  readonly broken: string[] = []

  /** The same report, for one scenario. */
  of(scenario: string): Part {
    return {
      add: (figure, value, aim = "") => {
        this.figures.push({ scenario, figure, value: String(value), aim })
        console.error(`${scenario}: ${figure} = ${value}${aim && `  (aim: ${aim})`}`)
      },
      promise: (isKept, sentence) => {
        if (isKept) return
        this.broken.push(`${scenario}: ${sentence}`)
        console.error(`BROKEN ${scenario}: ${sentence}`)
      },
    }
  }

  table(): string {
    const head = ["scenario", "figure", "value", "aim"]
    const rows = this.figures.map(({ scenario, figure, value, aim }) => [scenario, figure, value, aim])
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
  }
}

export type Part = {
  add(figure: string, value: string | number, aim?: string): void
  /** A promise that does not depend on how busy the machine is. */
  promise(isKept: boolean, sentence: string): void
}

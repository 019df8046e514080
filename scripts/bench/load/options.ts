import { parseArgs } from "node:util"
import { artefactProgram } from "../../../e2e/servers/site"
import { withPostgresAlone } from "../../crowd/arguments"

/** What `npm run bench:load --` was asked for. */
export type LoadOptions = {
  /** Null: PGlite. Empty: a temporary cluster of this machine's PostgreSQL. */
  postgres: string | null
  /** Names of scenarios; empty: all of them. */
  only: string[]
  /** How long a scenario goes on that can go on for any time, and how much comes in a second. */
  seconds: number
  rate: number
  /** People, requests or attempts, where a scenario has its own number; 0: that number. */
  people: number
  rounds: number
  /** The program of another artefact, to compare two in one run of the shell. */
  program: string
  json: boolean
}

export class OptionError extends Error {
  override readonly name = "OptionError"
}

const numbers = {
  seconds: { usual: 60, most: 86_400 },
  rate: { usual: 2, most: 500 },
  people: { usual: 0, most: 20_000 },
  rounds: { usual: 1, most: 100 },
}

/** @throws OptionError for an unknown option or a value out of range */
export function readOptions(args: string[]): LoadOptions {
  const text = { type: "string" } as const
  const values = (() => {
    try {
      return parseArgs({
        args: withPostgresAlone(args),
        options: {
          ...{ postgres: text, only: text, artefact: text },
          ...{ seconds: text, rate: text, people: text, rounds: text },
          json: { type: "boolean", default: false },
        },
      }).values
    } catch (error) {
      throw new OptionError(error instanceof Error ? error.message : String(error))
    }
  })()
  const number = (name: keyof typeof numbers): number => {
    const { usual, most } = numbers[name]
    const given = values[name]
    if (given === undefined) return usual
    if (!/^\d+$/.test(given) || Number(given) < 1 || Number(given) > most)
      throw new OptionError(`--${name} must be a whole number from 1 to ${most}.`)
    return Number(given)
  }
  return {
    postgres: values.postgres ?? null,
    only: values.only?.split(",") ?? [],
    seconds: number("seconds"),
    rate: number("rate"),
    people: number("people"),
    rounds: number("rounds"),
    program: values.artefact ? `${values.artefact}/server/main.mjs` : artefactProgram,
    json: values.json,
  }
}

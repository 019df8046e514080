import { parseArgs } from "node:util"
import { type DialectName, dialectNames } from "@/lib/gate-local/dialect"
import { withPostgresAlone } from "../crowd/arguments"
import { type Control, controls } from "./controls"

/** What `npm run chaos --` was asked for. Times in seconds. */
export type ChaosOptions = {
  registrations: number
  capacity: number
  seed: number
  clients: number
  /** How many people begin within a second, at most. */
  rate: number
  dialect: DialectName
  /** Null: PGlite. Empty: a temporary cluster of this machine's PostgreSQL. */
  postgres: string | null
  instances: number
  killEvery: number
  /** 0: the site is never killed. */
  kills: number
  /** GATE is well again once all have come. */
  heal: boolean
  /** Everybody gets a code first, and then all send it in one instant. */
  together: boolean
  /** Percent of the people with a ticket who give it back. */
  cancels: number
  /** Nobody new comes after this long. */
  seconds: number
  /** How long GATE's slowest answers take longer than the site waits; 0: no answer is that late. */
  slowness: number
  /** GATE stores a second record of a person instead of refusing it, so that only our own guards prevent one. */
  lenient: boolean
  control: Control
  standby: boolean
  history: string | null
}

export class OptionError extends Error {
  override readonly name = "OptionError"
}

const numbers = {
  registrations: { default: 60, most: 20_000 },
  capacity: { default: 0, most: 20_000 },
  seed: { default: 1, most: 2 ** 32 - 1 },
  clients: { default: 16, most: 256 },
  rate: { default: 0, most: 1_000 },
  instances: { default: 0, most: 4 },
  "kill-every": { default: 5, most: 60 },
  kills: { default: 1_000, most: 1_000 },
  cancels: { default: 0, most: 100 },
  seconds: { default: 900, most: 7_200 },
  slowness: { default: 1, most: 10 },
} as const

/**
 * People a second for each site, at most. With eight calls at once, three of ten failing and some of them slow, a site brings
 * two registrations a second to GATE; of people who come faster a queue is left at the end, whatever the kills did.
 */
const defaultRate = 2

type NumberName = keyof typeof numbers

function parse(args: string[]) {
  const numeric = Object.fromEntries(
    Object.keys(numbers).map((name) => [name, { type: "string" } as const]),
  ) as Record<NumberName, { type: "string" }>
  try {
    return parseArgs({
      args: withPostgresAlone(args),
      options: {
        ...numeric,
        dialect: { type: "string", default: "documents" },
        postgres: { type: "string" },
        control: { type: "string", default: "none" },
        history: { type: "string" },
        "no-kill": { type: "boolean", default: false },
        lenient: { type: "boolean", default: false },
        standby: { type: "boolean", default: false },
        together: { type: "boolean", default: false },
        heal: { type: "boolean", default: false },
      },
    }).values
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

function oneOf<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (!found) throw new OptionError(`--${option} must be one of ${names.join(", ")}.`)
  return found
}

/** @throws OptionError for an unknown option or a value out of range */
export function readOptions(args: string[]): ChaosOptions {
  const values = parse(args)
  const number = (name: NumberName): number => {
    const text = values[name]
    if (text === undefined) return numbers[name].default
    const { most } = numbers[name]
    if (!/^\d+$/.test(text) || Number(text) > most)
      throw new OptionError(`--${name} must be a whole number up to ${most}.`)
    return Number(text)
  }
  const registrations = number("registrations")
  const control = oneOf("control", values.control, controls)
  const postgres = values.standby ? "" : (values.postgres ?? null)
  const instances = number("instances") || (postgres === null || values.standby ? 1 : 2)
  return {
    registrations,
    capacity: number("capacity") || Math.max(1, Math.ceil(registrations * 0.75)),
    seed: number("seed"),
    clients: values.together ? Math.min(registrations, numbers.clients.most) : Math.max(1, number("clients")),
    together: values.together,
    heal: values.heal,
    dialect: oneOf("dialect", values.dialect, dialectNames),
    postgres,
    instances,
    rate: number("rate") || defaultRate * instances,
    killEvery: Math.max(1, number("kill-every")),
    kills: values["no-kill"] || values.standby ? 0 : number("kills"),
    cancels: number("cancels"),
    seconds: number("seconds"),
    slowness: number("slowness"),
    control,
    lenient: values.lenient || control !== "none",
    standby: values.standby,
    history: values.history ?? null,
  }
}

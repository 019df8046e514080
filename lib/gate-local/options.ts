import { type ParseArgsConfig, parseArgs } from "node:util"
import { type Token, tokenSchema } from "./access"
import { type Dialect, dialectRules, presetSchema, readChoice, resolveDialect } from "./dialect"

/** What `npm run gate --` was asked for. */
export type ServeOptions = {
  port: number
  memory: boolean
  control: boolean
  sample: boolean
  dialect: Dialect
  tokens: Token[]
}

/** What is wrong with the command line, in one line for the person who typed it. */
export class OptionError extends Error {
  override readonly name = "OptionError"
}

const lastPort = 65_535
const presetNames = presetSchema.options.join(", ")

const switches = {
  port: { type: "string", default: "4010" },
  memory: { type: "boolean", default: false },
  sample: { type: "boolean", default: false },
  token: { type: "string", multiple: true },
  dialect: { type: "string" },
  set: { type: "string", multiple: true },
  control: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const satisfies NonNullable<ParseArgsConfig["options"]>

/** What `npm run gate -- --help` prints. */
export const help = `npm run gate -- [options]

Serves the embedded GATE on this machine. GATE_API_TOKEN is the token that may do everything; without it one is made
and printed. State is kept in DATABASE_URL, or in DATA_DIR (default ./data).

  --port <number>            default ${switches.port.default}; 0 takes a free one
  --memory                   keeps nothing
  --sample                   in memory, with the people of GATE's documents: every cURL of theirs runs as it is printed,
                             host and token aside. A second record for one parent is stored, unless --dialect is given
  --token <name>:<access>[:<organization>]
                             one more token; access is full, readonly or none. Repeatable
  --dialect <name>           ${presetNames}. Default: documents
  --set <rule>=<value>       changes one rule of the dialect. Repeatable
  --control                  opens /_control/ to everyone on this machine: state, faults, sessions, clock, requests
  --help                     prints this

Dialects: documents satisfies every example but where they contradict each other, drf is what a stock Django REST
Framework service would do, the others follow one document each.

Rules:
${dialectRules.map(({ name, values, description }) => `  ${name}=${values.join("|")}\n      ${description}`).join("\n")}
`

function readDialect(name: string | undefined, choices: string[], sample: boolean): Dialect {
  const preset = presetSchema.default("documents").safeParse(name)
  if (!preset.success) throw new OptionError(`--dialect must be one of ${presetNames}.`)
  // Document 002 posts a record for one person and then moves another one to them.
  const allowed: Partial<Dialect> = sample && name === undefined ? { duplicateExtra: "allow" } : {}
  let dialect: Dialect = { ...resolveDialect(preset.data), ...allowed }
  for (const choice of choices) {
    const read = readChoice(choice)
    if (!read) throw new OptionError(`--set ${choice} is no rule=value that --help lists.`)
    dialect = { ...dialect, ...read }
  }
  return dialect
}

function readToken(text: string): Token {
  const [token, access, ...rest] = text.split(":")
  const organization = rest.length > 0 ? { organization: rest.join(":") } : {}
  const read = tokenSchema.safeParse({ token, access, ...organization })
  if (!read.success)
    throw new OptionError(
      "--token must be name:access or name:access:organization, with access full, readonly or none.",
    )
  return read.data
}

/**
 * What the command line asks for, or `help`.
 * @throws OptionError for an unknown option, a missing value, or a value out of range
 */
export function readOptions(args: string[]): ServeOptions | "help" {
  const { control, dialect, help: isHelp, memory, port, sample, set = [], token = [] } = parse(args)
  if (isHelp) return "help"
  if (!/^\d+$/.test(port) || Number(port) > lastPort)
    throw new OptionError(`--port must be a number from 0 to ${lastPort}.`)
  return {
    port: Number(port),
    memory: memory || sample,
    control,
    sample,
    dialect: readDialect(dialect, set, sample),
    tokens: token.map(readToken),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: switches }).values
  } catch (error) {
    // The parser adds advice on further lines; the first sentence says what is wrong.
    const [reason = "The options cannot be read."] = String(
      error instanceof Error ? error.message : error,
    ).split("\n")
    throw new OptionError(reason)
  }
}

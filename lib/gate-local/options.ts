import { parseArgs } from "node:util"
import { type DialectName, dialectNames } from "./dialect"

/** What `npm run gate --` was asked for. */
export type ServeOptions = { port: number; memory: boolean; control: boolean; dialect: DialectName }

/** What is wrong with the command line, in one line for the person who typed it. */
export class OptionError extends Error {
  override readonly name = "OptionError"
}

const defaultPort = "4010"
const lastPort = 65_535

const isDialect = (name: string): name is DialectName => dialectNames.some((known) => known === name)

/** @throws OptionError for an unknown option, a missing value, or a value out of range */
export function readOptions(args: string[]): ServeOptions {
  const { port, dialect, ...flags } = parse(args)
  if (!/^\d+$/.test(port) || Number(port) > lastPort)
    throw new OptionError(`--port must be a number from 0 to ${lastPort}.`)
  if (!isDialect(dialect)) throw new OptionError(`--dialect must be one of ${dialectNames.join(", ")}.`)
  return { port: Number(port), dialect, ...flags }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: defaultPort },
        memory: { type: "boolean", default: false },
        control: { type: "boolean", default: false },
        dialect: { type: "string", default: "documents" },
      },
    })
    return values
  } catch (error) {
    // The parser adds advice on further lines; the first sentence says what is wrong.
    const [reason = "The options cannot be read."] = String(
      error instanceof Error ? error.message : error,
    ).split("\n")
    throw new OptionError(reason)
  }
}

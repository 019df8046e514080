/** `--postgres` may stand alone, which parseArgs does not know. */
export function withPostgresAlone(args: string[]): string[] {
  return args.map((arg, index) =>
    arg === "--postgres" && (args[index + 1] ?? "--").startsWith("--") ? "--postgres=" : arg,
  )
}

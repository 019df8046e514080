/** A request as a document prints it. */
export type Printed = { method: string; url: string; headers: [string, string][]; body: string | null }

/** The arguments of a command as a shell reads them, for commands with plain quotes only. */
function shellWords(command: string): string[] {
  const words = command.replaceAll("\\\n", " ").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)
  return [...words].map(([, double, single, bare]) => double ?? single ?? bare ?? "")
}

/** The request of a cURL command. @throws Error for an option that the documents do not use */
export function readCurl(command: string): Printed {
  const [program, ...words] = shellWords(command)
  if (program !== "curl") throw new Error(`${program} is not cURL`)
  const printed: Printed = { method: "GET", url: "", headers: [], body: null }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ""
    if (!word.startsWith("-")) {
      printed.url = word
      continue
    }
    at += 1
    const value = words[at] ?? ""
    if (word === "-X") printed.method = value
    else if (word === "-d") printed.body = value
    else if (word === "-H") printed.headers.push(value.split(/: (.*)/s).slice(0, 2) as [string, string])
    else throw new Error(`${word} is no option of the documents`)
  }
  return printed
}

import { readFileSync } from "node:fs"

type Frame = { functionName: string; url: string; lineNumber: number }
type Profile = {
  nodes: { id: number; callFrame: Frame }[]
  samples: number[]
  timeDeltas: number[]
}

/** Which package a file belongs to, as far as its path says. */
function packageOf({ url, functionName }: Frame): string {
  if (url === "") return functionName
  if (url.startsWith("node:")) return "node"
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  return name ?? url.replace(/^.*\/dist\//, "")
}

/** Milliseconds of a CPU profile by function and by package, each the dearest first. */
export function readProfile(file: string) {
  const { nodes, samples, timeDeltas }: Profile = JSON.parse(readFileSync(file, "utf8"))
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const functions = new Map<string, number>()
  const packages = new Map<string, number>()
  const add = (to: Map<string, number>, name: string, ms: number) => to.set(name, (to.get(name) ?? 0) + ms)
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id)
    if (!frame || frame.functionName === "(idle)") continue
    const ms = (timeDeltas[index] ?? 0) / 1_000
    add(functions, `${frame.functionName || "(anonymous)"} ${packageOf(frame)}:${frame.lineNumber + 1}`, ms)
    add(packages, packageOf(frame), ms)
  }
  const dearestFirst = (from: Map<string, number>) => [...from].sort(([, a], [, b]) => b - a)
  return { functions: dearestFirst(functions), packages: dearestFirst(packages) }
}

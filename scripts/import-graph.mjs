import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

/**
 * @typedef {{ specifier: string, target: string | null, isTypeOnly: boolean }} Import `target` is a path from
 *   the root, or null for a package.
 * @typedef {{ file: string, text: string, imports: Import[], readsEnvironment: boolean }} SourceFile
 */

const SOURCE = /\.(ts|tsx|mjs)$/
const EXTENSIONS = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"]

/**
 * Reads every source file below the places and what it imports.
 *
 * @param {string} root
 * @param {string[]} places folders and files, from the root
 * @returns {SourceFile[]}
 */
export function readImportGraph(root, places) {
  return places.flatMap((place) => listSources(root, place)).map((file) => readSource(root, file))
}

/**
 * @param {string} root
 * @param {string} place
 * @returns {string[]}
 */
function listSources(root, place) {
  const full = path.join(root, place)
  if (!existsSync(full)) return []
  if (SOURCE.test(place)) return [place]
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(place, name.split(path.sep).join("/")))
    .filter((file) => SOURCE.test(file) && !file.endsWith(".d.ts"))
    .sort()
}

/**
 * @param {string} root
 * @param {string} file
 * @returns {SourceFile}
 */
function readSource(root, file) {
  const text = readFileSync(path.join(root, file), "utf8")
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  /** @type {Import[]} */
  const imports = []
  let readsEnvironment = false
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === "process.env") readsEnvironment = true
    const found = importOf(node)
    if (found) imports.push({ ...found, target: resolve(root, file, found.specifier) })
    ts.forEachChild(node, visit)
  }
  visit(parsed)
  return { file, text, imports, readsEnvironment }
}

/** @param {ts.Node} node */
function importOf(node) {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: node.importClause?.isTypeOnly ?? false }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [name] = node.arguments
    if (name && ts.isStringLiteral(name)) return { specifier: name.text, isTypeOnly: false }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument
    if (ts.isStringLiteral(literal)) return { specifier: literal.text, isTypeOnly: true }
  }
  return null
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} specifier
 */
function resolve(root, file, specifier) {
  const base = localPath(file, specifier)
  if (base === null) return null
  const found = EXTENSIONS.find(
    (extension) => SOURCE.test(base + extension) && existsSync(path.join(root, base + extension)),
  )
  return found === undefined ? base : base + found
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function localPath(file, specifier) {
  if (specifier.startsWith("@/")) return path.posix.normalize(specifier.slice(2))
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier)
  return null
}

/**
 * The circles of imports, each once, as the files along it.
 *
 * @param {SourceFile[]} sources
 * @returns {string[][]}
 */
export function findCircles(sources) {
  const byFile = new Map(sources.map((source) => [source.file, source]))
  /** @type {string[][]} */
  const circles = []
  const finished = new Set()
  /** @type {string[]} */
  const trail = []
  /** @param {string} file */
  const visit = (file) => {
    const start = trail.indexOf(file)
    if (start >= 0) circles.push([...trail.slice(start), file])
    if (start >= 0 || finished.has(file)) return
    trail.push(file)
    for (const { target } of byFile.get(file)?.imports ?? []) if (target && byFile.has(target)) visit(target)
    trail.pop()
    finished.add(file)
  }
  for (const { file } of sources) visit(file)
  return circles
}

/**
 * The packages a file loads when it runs, itself or through other files of ours, each with the files on the way.
 *
 * @param {SourceFile[]} sources
 * @param {string} start
 * @returns {Map<string, string[]>}
 */
export function findLoadedPackages(sources, start) {
  const byFile = new Map(sources.map((source) => [source.file, source]))
  /** @type {Map<string, string[]>} */
  const packages = new Map()
  const seen = new Set([start])
  const queue = [[start]]
  for (let way = queue.shift(); way; way = queue.shift()) {
    const source = byFile.get(way.at(-1) ?? "")
    // A server action is a reference in the browser: its file is not loaded there.
    if (!source || (way.length > 1 && hasDirective(source, "use server"))) continue
    for (const { specifier, target, isTypeOnly } of source.imports) {
      if (isTypeOnly) continue
      if (target === null) packages.set(specifier, packages.get(specifier) ?? way)
      else if (!seen.has(target)) queue.push([...way, target])
      if (target !== null) seen.add(target)
    }
  }
  return packages
}

/**
 * @param {SourceFile} source
 * @param {"use client" | "use server"} directive
 */
export function hasDirective(source, directive) {
  return source.text.trimStart().startsWith(`"${directive}"`)
}

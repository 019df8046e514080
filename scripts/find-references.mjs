import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"

/** What comments call a document whose sections and rows they name, and where it is. */
const DOCUMENTS = new Map([
  ["architecture", "docs/architecture.md"],
  ["contract", "docs/gate-contract.md"],
  ["reliability", "docs/reliability.md"],
])

const DECISIONS = "docs/decisions"
const PLACES = ["app", "components", "deploy", "docs", "e2e", "lib", "scripts", "server"]
const TEXT = /\.(css|json|md|mjs|sql|ts|tsx|ya?ml)$/

/** A numbered heading, or a row whose first cell is its number. */
const SECTION = /^(?:#{2,4} ([A-Z]?\d+(?:\.\d+)*)[. ]|\| *([A-Z]?\d+(?:\.\d+)*) *\|)/gm
const PART = String.raw`(?:§\d+(?:\.\d+)*|[A-Z]\d{1,2}\b)(?:-[A-Z]?\d+(?:\.\d+)*)?`
const NAMED = new RegExp(
  String.raw`\b(architecture|contract|reliability) (${PART}(?:(?:, | and | )${PART})*)`,
  "gi",
)
const ALONE = new RegExp(String.raw`(RFC \d+ )?(${PART})`, "g")
/** A row in brackets, as names of tests have it. */
const ROW = /(?<=\s)\(([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*)\)/g
const DECISION = /\bdecisions? (\d+)\b/gi
const DOCUMENT_NAME = /(?<![\w/.:-])[\w./-]*\w\.md\b/g
const LINK = /\]\(([^)\s]+)\)/g

/**
 * References to documents, sections, rows and decisions that are not there, a line each.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function findReferenceFaults(root) {
  const parts = new Map([...DOCUMENTS].map(([name, file]) => [name, partsOf(read(root, file))]))
  const inTexts = listTexts(root).flatMap((file) => {
    const text = read(root, file)
    const faults = [
      ...partFaults(file, oneLine(text), parts),
      ...decisionFaults(root, oneLine(text)),
      ...nameFaults(root, file, text),
      ...(file.endsWith(".md") ? linkFaults(root, file, text) : []),
    ]
    return [...new Set(faults)].map((fault) => `${file}: ${fault}`)
  })
  return [...inTexts, ...listFaults(root)]
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function listTexts(root) {
  const entries = ["", ...PLACES].flatMap((place) =>
    readEntries(path.join(root, place), { recursive: place !== "" }),
  )
  return entries
    .filter((entry) => entry.isFile() && TEXT.test(entry.name) && entry.name !== "package-lock.json")
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)).split(path.sep).join("/"))
    .sort()
}

/**
 * @param {string} folder
 * @param {{ recursive: boolean }} options
 */
function readEntries(folder, options) {
  return existsSync(folder) ? readdirSync(folder, { ...options, withFileTypes: true }) : []
}

/**
 * @param {string} root
 * @param {string} file
 */
function read(root, file) {
  const full = path.join(root, file)
  return existsSync(full) ? readFileSync(full, "utf8") : ""
}

/**
 * The text as one line: a reference may be broken where a comment's line ends.
 *
 * @param {string} text
 */
function oneLine(text) {
  return text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/|--|#)?\s*/g, " ")
}

/** @param {string} document */
function partsOf(document) {
  return new Set([...document.matchAll(SECTION)].map(([, section, row]) => section ?? row ?? ""))
}

/**
 * The names in a run such as D7-D10: both ends count.
 *
 * @param {string} run
 */
function namesIn(run) {
  return run.split(/, | and | |-/).map((name) => name.replace("§", ""))
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Map<string, Set<string>>} parts
 */
function partFaults(file, text, parts) {
  /** @type {string[]} */
  const faults = []
  /**
   * @param {string} document
   * @param {string} run
   */
  const check = (document, run) => {
    const missing = namesIn(run).filter((name) => !parts.get(document)?.has(name))
    for (const name of missing) faults.push(`${DOCUMENTS.get(document)} has no ${name}`)
  }
  const rest = text.replace(NAMED, (_, document, run) => {
    check(document.toLowerCase(), run)
    return ""
  })
  const own = [...DOCUMENTS].find(([, place]) => place === file)?.[0]
  for (const [, foreign, run = ""] of rest.matchAll(ALONE)) {
    if (foreign || !run.startsWith("§")) continue
    if (own) check(own, run)
    else faults.push(`${run} of which document?`)
  }
  const rows = [...rest.matchAll(ROW)].flatMap(([, names = ""]) => names.split(", "))
  const unknown = rows.filter((name) => ![...parts.values()].some((known) => known.has(name)))
  return [...faults, ...unknown.map((name) => `no document has a row ${name}`)]
}

/** @param {string} root */
function listDecisions(root) {
  return readEntries(path.join(root, DECISIONS), { recursive: false })
    .map(({ name }) => name)
    .filter((name) => /^\d{4}-/.test(name))
}

/**
 * Decisions without their number at the head, or without a line in the list of all.
 *
 * @param {string} root
 */
function listFaults(root) {
  const list = read(root, `${DECISIONS}/README.md`)
  return listDecisions(root).flatMap((name) => {
    const number = name.slice(0, 4)
    const file = `${DECISIONS}/${name}`
    return [
      ...(read(root, file).startsWith(`# ${number}: `)
        ? []
        : [`${file}: begins with "# ${number}: " and words`]),
      ...(list.includes(`](${name})`) ? [] : [`${file}: has no line in ${DECISIONS}/README.md`]),
    ]
  })
}

/**
 * @param {string} root
 * @param {string} text
 */
function decisionFaults(root, text) {
  const known = listDecisions(root).map((name) => name.slice(0, 4))
  return [...text.matchAll(DECISION)]
    .filter(([, number = ""]) => !known.includes(number))
    .map(([, number]) => `there is no decision ${number}`)
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
function nameFaults(root, file, text) {
  const places = [root, path.join(root, path.dirname(file)), path.join(root, "docs")]
  return [...text.matchAll(DOCUMENT_NAME)]
    .filter(([name]) => !places.some((place) => existsSync(path.join(place, name))))
    .map(([name]) => `there is no ${name}`)
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
function linkFaults(root, file, text) {
  return [...text.matchAll(LINK)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return []
    const [place = "", heading] = link.split("#")
    const target = place === "" ? file : path.posix.join(path.posix.dirname(file), place)
    if (!existsSync(path.join(root, target))) return [`links to ${link}, which is not there`]
    const isThere = heading === undefined || anchorsOf(read(root, target)).has(heading)
    return isThere ? [] : [`links to ${link}, and there is no such heading`]
  })
}

/** @param {string} document */
function anchorsOf(document) {
  const headings = [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading)
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, ""))
  return new Set(plain.map((heading) => heading.trim().replaceAll(" ", "-")))
}

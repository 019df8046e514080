import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

/**
 * One `t("…")` in the source, or a part of the messages that is handed to the browser as it is. `keys` are the messages
 * it may mean, as patterns of whole keys; more than one where the translator came from outside the function. Null: no
 * one can tell which message it is.
 */
export type MessageUse = { place: string; keys: RegExp[] | null; isPart?: true }

const places = ["app", "components", "lib"]

function listSources(): string[] {
  return places.flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: "utf8" })
      .map((name) => path.join(place, name))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)),
  )
}

function unwrap(node: ts.Node): ts.Node {
  return ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) ? unwrap(node.expression) : node
}

function propertyOf(node: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined
  const property = node.properties.find((each) => each.name?.getText() === name)
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined
}

const translators = ["getTranslations", "useTranslations"]

/**
 * The namespace of `getTranslations("…")`, of `getTranslations({ namespace: "…" })`, of `useTranslations("…")` and its
 * type, and of `mailTranslator(…)` or `walletTranslator(…)`: where translators come from.
 */
function namespaceOf(node: ts.Node): string | null {
  if (ts.isTypeQueryNode(node) && translators.includes(node.exprName.getText())) {
    const [namespace] = node.typeArguments ?? []
    return namespace ? literalOf(namespace) : null
  }
  const call = unwrap(node)
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return null
  if (call.expression.text === "mailTranslator") return "mail"
  if (call.expression.text === "walletTranslator") return "wallet"
  const [argument] = call.arguments
  if (!translators.includes(call.expression.text) || !argument) return null
  const namespace = propertyOf(argument, "namespace") ?? argument
  return ts.isStringLiteral(namespace) ? namespace.text : null
}

function literalOf(type: ts.TypeNode): string | null {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : null
}

/** `attendee.confirm.form` of the type `Messages["attendee"]["confirm"]["form"]`; what `useWords()` gives has a name of its own. */
function typedPart(node: ts.Node): string | null {
  if (ts.isCallExpression(node) && node.expression.getText() === "useWords") return "common.browser"
  if (!ts.isIndexedAccessTypeNode(node) || ts.isTypeAliasDeclaration(node.parent)) return null
  const key = literalOf(node.indexType)
  const isRoot = ts.isTypeReferenceNode(node.objectType) && node.objectType.typeName.getText() === "Messages"
  const around = isRoot ? "" : typedPart(node.objectType)
  return key === null || around === null ? null : around ? `${around}.${key}` : key
}

/** `list.labels` of `(await getMessages()).list.labels`, or of `messages.list.labels`. */
function takenPart(node: ts.Node): string | null {
  const value = unwrap(node)
  if (ts.isCallExpression(value)) return value.expression.getText() === "getMessages" ? "" : null
  if (ts.isIdentifier(value)) return value.text === "messages" ? "" : null
  if (!ts.isPropertyAccessExpression(value)) return null
  const around = takenPart(value.expression)
  return around ? `${around}.${value.name.text}` : around === null ? null : value.name.text
}

function quoted(text: string): string {
  return text.replaceAll(".", "\\.")
}

/** The keys an argument stands for: literals as they are, anything between `${` and `}` as one step of a key. */
function patternsOf(node: ts.Expression | undefined): string[] | null {
  if (!node) return null
  if (ts.isStringLiteralLike(node)) return [quoted(node.text)]
  if (ts.isTemplateExpression(node)) {
    return [
      quoted(node.head.text) +
        node.templateSpans.map(({ literal }) => `\\w+${quoted(literal.text)}`).join(""),
    ]
  }
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [patternsOf(node.whenTrue), patternsOf(node.whenFalse)]
    return yes && no ? [...yes, ...no] : null
  }
  return null
}

/** What is called: `t`, or the `t` of `t.rich`. */
function translatorOf({ expression }: ts.CallExpression): ts.Node {
  const isMethod =
    ts.isPropertyAccessExpression(expression) && ["rich", "markup"].includes(expression.name.text)
  return unwrap(isMethod ? expression.expression : expression)
}

function nameIsDeclaredIn(scope: ts.Node, name: string): string | null {
  let found: string | null = null
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && node.name.getText() === name) {
      found ??= namespaceOf(node.initializer)
    }
    if (node === scope || !ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  visit(scope)
  return found
}

function declaredNamespace(node: ts.Node, name: string): string | null {
  for (let scope: ts.Node = node; scope; scope = scope.parent) {
    const found = ts.isFunctionLike(scope) || ts.isSourceFile(scope) ? nameIsDeclaredIn(scope, name) : null
    if (found) return found
  }
  return null
}

/** Every use of a message below `app`, `components` and `lib`. */
export function findMessageUses(): MessageUse[] {
  const sources = listSources().map((file) =>
    ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true),
  )
  return [...sources.flatMap(findCalls), ...findParts(sources)]
}

function findCalls(source: ts.SourceFile): MessageUse[] {
  const namespaces = new Set<string>()
  const calls: { call: ts.CallExpression; namespace: string | null }[] = []
  const visit = (node: ts.Node) => {
    const namespace = namespaceOf(node)
    if (namespace) namespaces.add(namespace)
    if (ts.isCallExpression(node)) {
      const translator = translatorOf(node)
      const direct = namespaceOf(translator)
      const declared = ts.isIdentifier(translator) ? declaredNamespace(node, translator.text) : null
      const isHandedIn = ts.isIdentifier(translator) && translator.text === "t"
      if (direct || declared || isHandedIn) calls.push({ call: node, namespace: direct ?? declared })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return calls.map(({ call, namespace }) => useOf(source, call, namespace ? [namespace] : [...namespaces]))
}

function useOf(source: ts.SourceFile, call: ts.CallExpression, namespaces: string[]): MessageUse {
  const patterns = patternsOf(call.arguments[0])
  const keys = patterns?.flatMap((pattern) =>
    namespaces.map((namespace) => new RegExp(`^${quoted(namespace)}\\.${pattern}$`)),
  )
  return { place: placeOf(source, call), keys: keys ?? null }
}

function placeOf(source: ts.SourceFile, node: ts.Node): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart())
  return `${source.fileName}:${line + 1} ${node.getText().slice(0, 60)}`
}

/**
 * A component that names a part of the messages as the type of its props uses the keys it reads, as `words.submit` or by
 * a name in quotes. Any other code uses the whole part it takes out of the messages. What an organizer's page puts into
 * its `messages` is used by the `t("…")` of its components.
 */
function findParts(sources: ts.SourceFile[]): MessageUse[] {
  const typed = sources.flatMap(findTypedParts)
  const names = new Set(typed.map(({ part }) => part))
  const taken = sources.flatMap(findTakenParts).filter(({ part }) => !names.has(part))
  return [...typed, ...taken]
}

type PartUse = MessageUse & { part: string }

function findTypedParts(source: ts.SourceFile): PartUse[] {
  const parts: { node: ts.Node; part: string }[] = []
  const names = new Set<string>()
  const visit = (node: ts.Node) => {
    const part = ts.isIndexedAccessTypeNode(node.parent ?? node) ? null : typedPart(node)
    if (part) parts.push({ node, part })
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text)
    if (ts.isBindingElement(node)) names.add(node.name.getText())
    if (ts.isStringLiteral(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  const read = [...names].filter((name) => /^\w+$/.test(name)).join("|")
  return parts.map(({ node, part }) => ({
    ...{ part, place: placeOf(source, node), isPart: true },
    keys: [new RegExp(`^${quoted(part)}\\.(${read})(\\.|$)`)],
  }))
}

function findTakenParts(source: ts.SourceFile): PartUse[] {
  if (!source.text.includes("getMessages()")) return []
  const uses: PartUse[] = []
  const visit = (node: ts.Node) => {
    if (ts.isJsxAttribute(node) && node.name.getText() === "messages") return
    const isWhole = ts.isPropertyAccessExpression(node) && !ts.isPropertyAccessExpression(node.parent)
    const part = isWhole ? takenPart(node) : null
    if (part)
      uses.push({
        part,
        place: placeOf(source, node),
        isPart: true,
        keys: [new RegExp(`^${quoted(part)}\\.`)],
      })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return uses
}

import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

/**
 * One `t("…")` in the source. `keys` are the messages it may mean, as patterns of whole keys; more than one where the
 * translator came from outside the function. Null: no one can tell which message it is.
 */
export type MessageUse = { place: string; keys: RegExp[] | null }

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

/** The namespace of `getTranslations("…")`, of `getTranslations({ namespace: "…" })` and of `mailTranslator(…)`: where translators come from. */
function namespaceOf(node: ts.Node): string | null {
  const call = unwrap(node)
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return null
  if (call.expression.text === "mailTranslator") return "mail"
  const [argument] = call.arguments
  if (call.expression.text !== "getTranslations" || !argument) return null
  const namespace = propertyOf(argument, "namespace") ?? argument
  return ts.isStringLiteral(namespace) ? namespace.text : null
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
  return listSources().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true)
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
  })
}

function useOf(source: ts.SourceFile, call: ts.CallExpression, namespaces: string[]): MessageUse {
  const { line } = source.getLineAndCharacterOfPosition(call.getStart())
  const patterns = patternsOf(call.arguments[0])
  const keys = patterns?.flatMap((pattern) =>
    namespaces.map((namespace) => new RegExp(`^${quoted(namespace)}\\.${pattern}$`)),
  )
  return { place: `${source.fileName}:${line + 1} ${call.getText().slice(0, 60)}`, keys: keys ?? null }
}

import "server-only"
import { headers } from "next/headers"

// Next evaluates a module once for pages and once for actions (architecture §2).
const slot: { [key: symbol]: WeakSet<object> | undefined } = globalThis as never
const key = Symbol.for("gatehouse.refused")
slot[key] ??= new WeakSet()
const refused = slot[key]

/**
 * Remembers for the rest of this request that its form was refused. Without JavaScript the page is rendered by the very
 * request that brought the form, and its headers are one object from the action to the page.
 */
export async function noteRefusal(): Promise<void> {
  refused.add(await headers())
}

/** Whether the page that is being rendered answers a form that was refused, or that an earlier build's page sent. */
export async function wasRefused(): Promise<boolean> {
  const sent = await headers()
  return refused.has(sent) || sent.has("x-gatehouse-unsent")
}

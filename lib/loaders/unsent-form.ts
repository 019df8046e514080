import "server-only"
import { headers } from "next/headers"
import { submittedValues } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"

type UnsentForm = { path: string; contentType: string; body: Buffer }

// Kept by server/stale-form.mjs, which is not bundled and so shares no module with the site.
const slot: { [key: symbol]: Map<string, UnsentForm> | undefined } = globalThis as never
const key = Symbol.for("gatehouse.unsent-forms")

/**
 * The form this page is shown for once more, because it came from a page of an earlier build whose action is gone.
 * Codes are left out, and files, which no page can fill in.
 */
export async function loadUnsentForm(): Promise<{ path: string; values: FormState["values"] } | null> {
  const unsent = slot[key]?.get((await headers()).get("x-gatehouse-unsent") ?? "")
  if (!unsent) return null
  const { path, contentType, body } = unsent
  try {
    const sent = new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    return { path, values: submittedValues(await sent.formData(), ["code"]) }
  } catch {
    // Nobody's browser wrote this body.
    return { path, values: {} }
  }
}

import "server-only"
import { headers } from "next/headers"
import { submittedValues } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { loadTypedForm, neverKept } from "./typed-form"

type UnsentForm = { path: string; contentType: string; body: Buffer }

// Kept by server/stale-form.mjs, which is not bundled and so shares no module with the site.
const slot: { [key: symbol]: Map<string, UnsentForm> | undefined } = globalThis as never
const key = Symbol.for("gatehouse.unsent-forms")

type ReturningForm = { path: string; values: FormState["values"]; why: "updated" | "signed_out" }

/**
 * The form this page is shown for once more: because it came from a page of an earlier build whose action is gone, or
 * because its session had ended. Codes are left out, and files, which no page can fill in.
 */
export async function loadUnsentForm(): Promise<ReturningForm | null> {
  const unsent = slot[key]?.get((await headers()).get("x-gatehouse-unsent") ?? "")
  if (!unsent) {
    const typed = await loadTypedForm()
    return typed && { ...typed, why: "signed_out" }
  }
  const { path, contentType, body } = unsent
  const why = "updated"
  try {
    const sent = new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    return { path, values: submittedValues(await sent.formData(), neverKept), why }
  } catch {
    // Nobody's browser wrote this body.
    return { path, values: {}, why }
  }
}

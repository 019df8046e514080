import "server-only"
import { getTranslations } from "next-intl/server"
import type { AskedWork } from "@/lib/actions/state"
import type { Asker } from "@/lib/registration/code-limits"
import { offerWork } from "@/lib/registration/proof-of-work"
import { runtime } from "@/lib/runtime"
import { readProvedAddresses } from "./proved-cookie"
import { readClient } from "./request"
import { loadPerson } from "./session"

/** Whether this browser has proved an address: by a code some time, or by being signed in. */
export async function loadProved(): Promise<NonNullable<Asker["hasProved"]>> {
  const [proved, person] = [await readProvedAddresses(), await loadPerson()]
  return (email) => person?.email === email || proved(email)
}

/** Who asks for a code, with the work that the form brought. */
export async function loadAsker(form: FormData): Promise<Required<Asker>> {
  return { client: await readClient(), hasProved: await loadProved(), work: workOf(form) }
}

function workOf(form: FormData): string {
  return String(form.get("work") || form.get("ticket") || "")
}

/** What the form is asked for before it is served: work, or a wait with the ticket it may have already. */
export async function loadWorkOffer(form: FormData): Promise<AskedWork | undefined> {
  const client = await readClient()
  if (client === null) return undefined
  const earlier = String(form.get("ticket") ?? "")
  const { challenge, ticket, waitMs } = await offerWork(await runtime(), client, earlier)
  const t = await getTranslations("common")
  const seconds = t("wait.seconds", { count: Math.max(1, Math.ceil(waitMs / 1_000)) })
  return {
    challenge: JSON.stringify(challenge),
    ticket,
    waitMs,
    pending: t("work.pending"),
    wait: t("work.wait", { wait: seconds }),
  }
}

import { after } from "next/server"
import { getTranslations } from "next-intl/server"
import { attendeeActs } from "@/components/organizer/attendee-detail/shown-attendee"
import { formAction } from "@/lib/actions/form-action"
import type { FormAction } from "@/lib/actions/state"
import { requireSameSite } from "@/lib/auth/request"
import { advance } from "@/lib/delivery/advance"
import { carryOutDue } from "@/lib/delivery/carry-out"
import { isSensitive } from "@/lib/domain/question"
import { loadFormWords } from "@/lib/i18n/form-words"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { loadEventScope } from "@/lib/loaders/organizer"
import { noteRefusal } from "@/lib/loaders/refused-form"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { type Runtime, runtime } from "@/lib/runtime"
import { actPermissions, runAct } from "./run-act"

/** What an act began goes on behind the answer, with GATE and the mail server. */
export async function carryOn(context: Runtime, registrationId: string): Promise<void> {
  await carryOutDue(context)
  await advance(context, registrationId)
  await deliverMails(context)
}

/**
 * The form action behind an attendee's panel, for the page and for the drawer's data route alike: the field `do` names
 * the act, and each act has a permission of its own.
 */
export function attendeeAction(slug: string, id: string, redirect: (path: string) => never): FormAction {
  return async (state, form) => {
    const act = attendeeActs.find((name) => name === form.get("do"))
    const scope = await loadEventScope(slug, act ? actPermissions[act] : "view")
    const context = await runtime()
    const t = await getTranslations("person.failed")
    return formAction({
      words: await loadFormWords(),
      guard: requireSameSite,
      parse: () => ({ ok: true, input: null }),
      run: async () => {
        if (!act) return { failure: { title: t("title"), body: t("unknown") } }
        const result = await runAct(act, { context, scope, id, form })
        after(() => carryOn(context, id))
        return result
      },
      secrets: scope.event.questions.filter(isSensitive).map(({ key }) => key),
      report: reportUnexpected,
      refused: noteRefusal,
      redirect,
    })(state, form)
  }
}

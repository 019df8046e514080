import { after } from "next/server"
import { getTranslations } from "next-intl/server"
import { answerButton } from "@/app/answer-form"
import { attendeeActs } from "@/components/organizer/attendee-detail/shown-attendee"
import type { FormAction } from "@/lib/actions/state"
import { requireSameSite } from "@/lib/auth/request"
import { isSensitive } from "@/lib/domain/question"
import { loadEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { sweepRegistration } from "@/lib/sweep"
import { actPermissions, runAct } from "./run-act"

/**
 * The form action behind an attendee's panel, for the page and for the drawer's data route alike: the field `do` names
 * the act, and each act has a permission of its own.
 */
export function attendeeAction(slug: string, id: string, leave: (path: string) => never): FormAction {
  return async (state, form) => {
    const act = attendeeActs.find((name) => name === form.get("do"))
    const scope = await loadEventScope(slug, act ? actPermissions[act] : "view")
    const context = await runtime()
    const t = await getTranslations("person.failed")
    return answerButton(state, form, {
      guard: requireSameSite,
      run: async () => {
        if (!act) return { failure: { title: t("title"), body: t("unknown") } }
        const result = await runAct(act, { context, scope, id, form })
        after(() => sweepRegistration(context, id))
        return result
      },
      leave,
      secrets: scope.event.questions.filter(isSensitive).map(({ key }) => key),
    })
  }
}

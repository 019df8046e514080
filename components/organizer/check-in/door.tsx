"use client"

import { useTranslations } from "next-intl"
import { startTransition, useActionState, useEffect, useRef } from "react"
import { guarded } from "@/components/attendee/guarded-action"
import { controlLook } from "@/components/ui/control-look"
import { controlId, hintLook, labelLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { useWords } from "@/components/ui/words"
import { CameraScanner } from "./camera-scanner"
import { DoorResultPanel } from "./door-result"
import { DoorRows } from "./door-rows"
import type { DoorAction, DoorRow, DoorState } from "./door-state"
import { signal } from "./signal"

type DoorProps = {
  action: DoorAction
  /** What the door shows before anything was scanned. */
  initial: DoorState
  recent: DoorRow[]
}

const name = "scan"

/** The door when no answer came: who was found stays, and so does what was typed or scanned. */
function unanswered(
  state: DoorState,
  form: FormData,
  { title, body }: { title: string; body: string },
): DoorState {
  const typed = form.get(name)
  return {
    ...state,
    attempt: state.attempt + 1,
    result: { kind: "empty", title, body, attendee: null },
    ...(typeof typed === "string" && { typed }),
  }
}

/** The door: one box for scanners, codes and names, what came of it, and who came in last. */
export function Door({ action, initial, recent }: DoorProps) {
  const t = useTranslations("person.door")
  const { unreachable } = useWords().unsent
  const [state, submit] = useActionState(
    guarded(action, (before, form) => unanswered(before, form, unreachable)),
    initial,
  )
  const box = useRef<HTMLInputElement>(null)
  const { attempt, result, search } = state
  const kind = result?.kind
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next scan may come to the same
  useEffect(() => {
    if (attempt === 0) return
    // Selected, so that the next scan takes the place of what is there.
    box.current?.select()
    if (kind) signal(kind)
  }, [attempt])
  const onCode = (code: string) => {
    const form = new FormData()
    form.set(name, code)
    startTransition(() => submit(form))
  }
  const id = controlId(name)
  return (
    <>
      <form action={submit} className="mb-5">
        <label htmlFor={id} className={labelLook}>
          {t("label")}
        </label>
        <p id={`${id}-hint`} className={hintLook}>
          {t("hint")}
        </p>
        <div className="flex flex-wrap gap-2">
          <input
            ref={box}
            id={id}
            name={name}
            type="text"
            defaultValue={state.typed}
            // biome-ignore lint/a11y/noAutofocus: a scanner types into whatever has the focus, and this page is for it
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
            className={`${controlLook.line} min-w-0 flex-1 dense:min-h-14 dense:text-20`}
            aria-describedby={`${id}-hint`}
          />
          <div className="min-w-32 [&_button]:min-h-14!">
            <SubmitButton pendingText={t("pending")}>{t("submit")}</SubmitButton>
          </div>
        </div>
        <CameraScanner onCode={onCode} />
      </form>
      <div aria-live="assertive">
        {result && <DoorResultPanel key={attempt} result={result} submit={submit} />}
      </div>
      {search && (
        <section className="mb-6" aria-live="polite">
          <p className="font-semibold">{search.summary}</p>
          <DoorRows rows={search.rows} submit={submit} />
          {search.more && <p className="pt-2 text-ink-2">{search.more}</p>}
        </section>
      )}
      <section>
        <h2 className="mb-1 text-16">{t("recent")}</h2>
        {recent.length === 0 ? (
          <p className="text-ink-2">{t("recent_none")}</p>
        ) : (
          <DoorRows rows={recent} submit={submit} />
        )}
      </section>
    </>
  )
}

import { getTranslations } from "next-intl/server"
import {
  EditorArea,
  EditorCheckboxes,
  EditorText,
  EditorTime,
} from "@/components/organizer/editor/editor-fields"
import { EditorForm } from "@/components/organizer/editor/editor-form"
import type { NamedLanguage } from "@/components/organizer/editor/event-labels"
import { Fieldset } from "@/components/organizer/editor/fieldset"
import { Translations } from "@/components/organizer/editor/translations"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import type { OrganizerEvent } from "@/lib/domain/event"
import { messageFields, nameableQuestions } from "@/lib/domain/message"
import { messageFieldOrder } from "./message-labels"

type MessageFormProps = {
  action: FormAction
  initial: FormState
  labels: EditorLabels
  event: Pick<OrganizerEvent, "questions" | "timeZone">
  /** Languages the event is translated into. */
  languages: NamedLanguage[]
  cancelHref: string
}

/** What is written to attendees, in the event's languages, and when it goes out. */
export async function MessageForm({
  action,
  initial,
  labels,
  event,
  languages,
  cancelHref,
}: MessageFormProps) {
  const t = await getTranslations("editor.message")
  const label = (name: string) => labels.fields[name] ?? name
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={messageFieldOrder(languages)}
      words={{ save: t("save"), saving: t("saving") }}
      aside={<a href={cancelHref}>{t("back")}</a>}
    >
      <EditorText name="subject" label={label("subject")} />
      <EditorArea name="body" label={label("body")} hint={t("hint.body")} />
      <PlaceholderList questions={event.questions} />
      <Translations languages={languages}>
        {(code) => (
          <>
            <EditorText name={`subject_${code}`} label={label(`subject_${code}`)} />
            <EditorArea name={`body_${code}`} label={label(`body_${code}`)} />
          </>
        )}
      </Translations>
      <Fieldset title={t("group.sending")}>
        <EditorTime
          name="send_at"
          label={label("send_at")}
          hint={t("hint.send_at", { zone: event.timeZone.replaceAll("_", " ") })}
        />
        <EditorCheckboxes
          name="optional"
          label={label("optional")}
          options={[{ value: "yes", label: t("hint.optional_yes") }]}
        />
      </Fieldset>
    </EditorForm>
  )
}

/** What can stand in braces, with what becomes of it. */
async function PlaceholderList({ questions }: Pick<OrganizerEvent, "questions">) {
  const t = await getTranslations("editor.message")
  const own = messageFields.map((name) => ({ written: `{${name}}`, meaning: t(`field.${name}`) }))
  const answers = nameableQuestions(questions).map(({ key, label }) => ({
    written: `{answer:${key}|${t("alternative")}}`,
    meaning: label,
  }))
  return (
    <details>
      <summary className="py-2 text-link underline">{t("fields")}</summary>
      <p className="mt-1 mb-2 text-ink-2">{t("fields_hint")}</p>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
        {[...own, ...answers].map(({ written, meaning }) => (
          <div key={written} className="contents">
            <dt>
              <code className="mono wrap-anywhere text-13" dir="ltr">
                {written}
              </code>
            </dt>
            <dd className="text-ink-2">
              <bdi>{meaning}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

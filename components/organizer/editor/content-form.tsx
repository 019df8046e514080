import { getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import type { ContentForm as Form } from "@/lib/domain/page-content"
import { contentFieldOrder } from "./content-labels"
import { EditorArea, EditorCheckboxes, EditorText, EditorTime } from "./editor-fields"
import { EditorForm } from "./editor-form"
import type { NamedLanguage } from "./event-labels"
import { Pair } from "./fieldset"
import { Translations } from "./translations"

type ContentFormProps = {
  form: Form
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** Those the event is offered in beside its own. */
  languages: NamedLanguage[]
  timeZone: string
  cancelHref?: string
}

/** One part of what an event's page says: an entry of a list, or the contact with the directions. */
export async function ContentForm(props: ContentFormProps) {
  const { form, action, initial, languages, cancelHref } = props
  const t = await getTranslations("editor.content")
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={contentFieldOrder(form, languages)}
      words={{ save: t("save"), saving: t("saving") }}
      aside={cancelHref && <a href={cancelHref}>{t("cancel")}</a>}
    >
      {form === "sessions" && <SessionFields {...props} />}
      {form === "speakers" && <SpeakerFields {...props} />}
      {form === "faq" && <FaqFields {...props} />}
      {form === "contact" && <ContactFields {...props} />}
    </EditorForm>
  )
}

async function SessionFields({ labels: { fields, values }, languages, timeZone }: ContentFormProps) {
  const t = await getTranslations("editor.content")
  const speakers = Object.entries(values.speakers ?? {}).map(([value, label]) => ({ value, label }))
  return (
    <>
      <EditorText name="title" label={fields.title ?? ""} />
      <Pair>
        <EditorTime
          name="starts_at"
          label={fields.starts_at ?? ""}
          hint={t("hint.starts_at", { zone: timeZone.replaceAll("_", " ") })}
        />
        <EditorTime name="ends_at" label={fields.ends_at ?? ""} />
      </Pair>
      <EditorText name="room" label={fields.room ?? ""} />
      {speakers.length > 0 ? (
        <EditorCheckboxes name="speakers" label={fields.speakers ?? ""} options={speakers} />
      ) : (
        <p className="text-15 text-ink-2">{t("hint.no_speakers")}</p>
      )}
      <EditorArea name="text" label={fields.text ?? ""} />
      <Translations languages={languages}>
        {(code) => (
          <>
            <EditorText name={`title_${code}`} label={fields[`title_${code}`] ?? ""} />
            <EditorText name={`room_${code}`} label={fields[`room_${code}`] ?? ""} />
            <EditorArea name={`text_${code}`} label={fields[`text_${code}`] ?? ""} />
          </>
        )}
      </Translations>
    </>
  )
}

async function SpeakerFields({ labels: { fields }, languages }: ContentFormProps) {
  const t = await getTranslations("editor.content")
  return (
    <>
      <EditorText name="name" label={fields.name ?? ""} />
      <EditorText name="role" label={fields.role ?? ""} hint={t("hint.role")} />
      <EditorText name="link" label={fields.link ?? ""} dir="ltr" spellCheck={false} />
      <EditorArea name="text" label={fields.text ?? ""} />
      <Translations languages={languages}>
        {(code) => (
          <>
            <EditorText name={`name_${code}`} label={fields[`name_${code}`] ?? ""} />
            <EditorText name={`role_${code}`} label={fields[`role_${code}`] ?? ""} />
            <EditorArea name={`text_${code}`} label={fields[`text_${code}`] ?? ""} />
          </>
        )}
      </Translations>
    </>
  )
}

async function FaqFields({ labels: { fields }, languages }: ContentFormProps) {
  const t = await getTranslations("editor.content")
  return (
    <>
      <EditorText name="question" label={fields.question ?? ""} />
      <EditorArea name="answer" label={fields.answer ?? ""} hint={t("hint.answer")} />
      <Translations languages={languages}>
        {(code) => (
          <>
            <EditorText name={`question_${code}`} label={fields[`question_${code}`] ?? ""} />
            <EditorArea name={`answer_${code}`} label={fields[`answer_${code}`] ?? ""} />
          </>
        )}
      </Translations>
    </>
  )
}

async function ContactFields({ labels: { fields }, languages }: ContentFormProps) {
  const t = await getTranslations("editor.content")
  return (
    <>
      <EditorText name="contact_name" label={fields.contact_name ?? ""} hint={t("hint.contact")} />
      <Pair>
        <EditorText name="contact_email" label={fields.contact_email ?? ""} dir="ltr" spellCheck={false} />
        <EditorText name="contact_phone" label={fields.contact_phone ?? ""} dir="ltr" spellCheck={false} />
      </Pair>
      <EditorArea name="directions" label={fields.directions ?? ""} hint={t("hint.directions")} />
      <Translations languages={languages}>
        {(code) => (
          <>
            <EditorText name={`contact_name_${code}`} label={fields[`contact_name_${code}`] ?? ""} />
            <EditorArea name={`directions_${code}`} label={fields[`directions_${code}`] ?? ""} />
          </>
        )}
      </Translations>
    </>
  )
}

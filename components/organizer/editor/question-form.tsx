import { getTranslations } from "next-intl/server"
import { formLook } from "@/components/ui/field"
import type { Option } from "@/components/ui/select"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { AcceptField } from "./accept-field"
import { EditorCheckboxes, EditorRadios, EditorSelect, EditorText, EditorTime } from "./editor-fields"
import { EditorForm } from "./editor-form"
import type { NamedLanguage } from "./event-labels"
import { Fieldset } from "./fieldset"
import { OptionRows, OptionTranslations } from "./option-rows"
import { questionFieldOrder } from "./question-labels"

type QuestionFormProps = {
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** Languages the event is translated into. */
  languages: NamedLanguage[]
  timeZone: string
  /** GATE's fields, each with what it holds now. */
  fieldOptions: Option[]
  /** Answers of earlier questions. */
  conditions: Option[]
  /** Values of options that are stored. */
  fixedOptions: string[]
  cancelHref: string
}

/** One question of an event. */
export async function QuestionForm(props: QuestionFormProps) {
  const { action, initial, languages, cancelHref } = props
  const t = await getTranslations("editor.question")
  const words = { save: t("save"), saving: t("saving") }
  const back = <a href={cancelHref}>{t("back")}</a>
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={questionFieldOrder(languages)}
      words={words}
      aside={back}
    >
      <Wording {...props} />
      <Answer {...props} />
      <Asking {...props} />
      {languages.map((language) => (
        <Translation key={language.code} {...props} language={language} />
      ))}
    </EditorForm>
  )
}

async function Wording({ labels: { fields } }: QuestionFormProps) {
  const t = await getTranslations("editor.question")
  return (
    <Fieldset title={t("group.question")}>
      <EditorText name="label" label={fields.label ?? ""} />
      <EditorText name="hint" label={fields.hint ?? ""} hint={t("hint_text.hint")} />
      <EditorText name="why" label={fields.why ?? ""} hint={t("hint_text.why")} />
    </Fieldset>
  )
}

function optionsOf(values: Record<string, string> = {}): Option[] {
  return Object.entries(values).map(([value, label]) => ({ value, label }))
}

async function Answer({ labels, fixedOptions, fieldOptions }: QuestionFormProps) {
  const t = await getTranslations("editor.question")
  const { fields, values } = labels
  return (
    <Fieldset title={t("group.answer")}>
      <EditorSelect name="type" label={fields.type ?? ""} options={optionsOf(values.type)} />
      <OptionRows
        name="options"
        label={fields.options ?? ""}
        hint={t("hint_text.options")}
        fixed={fixedOptions}
      />
      <EditorSelect
        name="field"
        label={fields.field ?? ""}
        hint={t("hint_text.field")}
        options={fieldOptions}
      />
      <AcceptField label={t("accept_field", { field: "{field}" })} />
    </Fieldset>
  )
}

async function Asking({ labels: { fields, values }, timeZone, conditions }: QuestionFormProps) {
  const t = await getTranslations("editor.question")
  return (
    <Fieldset title={t("group.when")}>
      <EditorRadios name="stage" label={fields.stage ?? ""} options={optionsOf(values.stage)} />
      <EditorCheckboxes
        name="required"
        label={fields.required ?? ""}
        options={[{ value: "yes", label: t("hint_text.required_yes") }]}
      />
      <EditorTime
        name="need_by"
        label={fields.need_by ?? ""}
        hint={t("hint_text.need_by", { zone: timeZone.replaceAll("_", " ") })}
      />
      <EditorCheckboxes
        name="show_if"
        label={fields.show_if ?? ""}
        hint={conditions.length > 0 ? t("hint_text.show_if") : t("hint_text.show_if_none")}
        options={conditions}
      />
      <EditorCheckboxes
        name="at_door"
        label={fields.at_door ?? ""}
        options={[{ value: "yes", label: t("hint_text.at_door_yes") }]}
      />
    </Fieldset>
  )
}

async function Translation({
  labels: { fields },
  language,
}: QuestionFormProps & { language: NamedLanguage }) {
  const t = await getTranslations("editor.question")
  const { code, name } = language
  const label = (stem: string) => fields[`${stem}_${code}`] ?? ""
  return (
    <details>
      <summary className="py-2 text-link underline">{t("translation", { language: name })}</summary>
      <div className={`${formLook} mt-3`}>
        <EditorText name={`label_${code}`} label={label("label")} />
        <EditorText name={`hint_${code}`} label={label("hint")} />
        <EditorText name={`why_${code}`} label={label("why")} />
        <OptionTranslations language={code} label={label("options")} />
      </div>
    </details>
  )
}

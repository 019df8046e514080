import { getLocale, getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import { languageTag } from "@/lib/domain/language"
import { mostSegmentAnswers } from "@/lib/domain/segment"
import { EditorCheckboxes, EditorDay, EditorRadios, EditorText } from "../editor/editor-fields"
import { EditorForm } from "../editor/editor-form"
import { AnswerRows } from "./answer-rows"

type SegmentFormProps = {
  action: FormAction
  initial: FormState
  offer: {
    events: { slug: string; title: string }[]
    fields: { field: string; label: string }[]
    countries: string[]
    languages: readonly string[]
  }
}

/** A segment's name and whom it is about; whatever is left alone asks nothing. */
export async function SegmentForm({ action, initial, offer }: SegmentFormProps) {
  const t = await getTranslations("marketing.segment")
  const tag = languageTag(await getLocale())
  const optionsOf = (type: "region" | "language", codes: readonly string[]) => {
    const names = new Intl.DisplayNames(tag, { type })
    return codes
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((a, b) => a.label.localeCompare(b.label, tag))
  }
  const rows = Array.from({ length: mostSegmentAnswers }, (_, row) => row + 1)
  const [countries, languages] = [
    optionsOf("region", offer.countries),
    optionsOf("language", offer.languages),
  ]
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={["name", "event", "country", "language", "attended", "since", "field"]}
      words={{ save: t("save"), saving: t("saving") }}
      aside={<a href="/organizer/segments">{t("back")}</a>}
    >
      <EditorText name="name" label={t("label.name")} />
      {offer.events.length > 0 && (
        <EditorCheckboxes
          name="event"
          label={t("label.event")}
          hint={t("hint.event")}
          options={offer.events.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
      )}
      <EditorRadios
        name="attended"
        label={t("label.attended")}
        options={(["any", "yes", "no"] as const).map((value) => ({ value, label: t(`attended.${value}`) }))}
      />
      <EditorDay name="since" label={t("label.since")} />
      {countries.length > 0 && (
        <EditorCheckboxes name="country" label={t("label.country")} options={countries} />
      )}
      <EditorCheckboxes name="language" label={t("label.language")} options={languages} />
      {offer.fields.length > 0 && (
        <AnswerRows
          fields={offer.fields.map(({ field, label }) => ({ value: field, label }))}
          words={{
            legend: t("label.answers"),
            hint: t("hint.answers"),
            none: t("none"),
            field: rows.map((row) => t("label.field", { row })),
            value: rows.map((row) => t("label.value", { row })),
          }}
        />
      )}
    </EditorForm>
  )
}

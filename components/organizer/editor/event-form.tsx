import { getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorArea, EditorCheckboxes, EditorSelect, EditorText, EditorTime } from "./editor-fields"
import { EditorForm } from "./editor-form"
import { eventFieldOrder, type NamedLanguage } from "./event-labels"
import { Fieldset, Pair } from "./fieldset"
import { HueField } from "./hue-field"
import { TicketFields } from "./ticket-fields"
import { Translations } from "./translations"
import { WaitlistFields } from "./waitlist-fields"

type EventFormProps = {
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** Every language Gatehouse speaks. */
  languages: NamedLanguage[]
  /** That of the event's own texts. */
  ownLanguage: string
  timeZones: string[]
  /** The event as it is stored; absent for a new one. */
  stored?: { taken: number; termsVersion: number; isSlugFixed: boolean }
  cancelHref: string
}

/** Everything an organizer decides about an event, on one page. */
export async function EventForm(props: EventFormProps) {
  const { action, initial, languages, stored, cancelHref } = props
  const t = await getTranslations("editor.event")
  const words = { save: stored ? t("save") : t("create"), saving: t("saving") }
  const cancel = <a href={cancelHref}>{t("cancel")}</a>
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={eventFieldOrder(languages)}
      words={words}
      aside={cancel}
    >
      <Basics {...props} />
      <TimeAndPlace {...props} />
      <Registration {...props} />
      <WaitlistFields labels={props.labels} />
      <TicketFields labels={props.labels} />
      <Fieldset title={t("group.look")}>
        <HueField
          name="hue"
          label={t("label.hue")}
          hint={t("hint.hue")}
          words={{ show: t("hue_show"), sample: initial.values.title?.[0] || t("hue_sample") }}
        />
      </Fieldset>
      <Data {...props} />
      <Languages {...props} />
    </EditorForm>
  )
}

async function Basics({ labels: { fields }, stored }: EventFormProps) {
  const t = await getTranslations("editor.event")
  const slugHint = stored?.isSlugFixed ? t("hint.slug_fixed") : t("hint.slug")
  return (
    <Fieldset title={t("group.basics")}>
      <EditorText name="title" label={fields.title ?? ""} />
      <EditorText name="slug" label={fields.slug ?? ""} hint={slugHint} dir="ltr" spellCheck={false} />
      <EditorText name="host" label={fields.host ?? ""} hint={t("hint.host")} />
      <EditorArea name="description" label={fields.description ?? ""} hint={t("hint.description")} />
    </Fieldset>
  )
}

async function TimeAndPlace({ labels: { fields }, timeZones }: EventFormProps) {
  const t = await getTranslations("editor.event")
  const zones = timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))
  return (
    <Fieldset title={t("group.time")}>
      <EditorSelect
        name="time_zone"
        label={fields.time_zone ?? ""}
        hint={t("hint.time_zone")}
        options={zones}
      />
      <Pair>
        <EditorTime name="starts_at" label={fields.starts_at ?? ""} />
        <EditorTime name="ends_at" label={fields.ends_at ?? ""} />
      </Pair>
      <Pair>
        <EditorTime name="doors_at" label={fields.doors_at ?? ""} />
      </Pair>
      <EditorText name="venue_name" label={fields.venue_name ?? ""} />
      <EditorText name="venue_address" label={fields.venue_address ?? ""} />
    </Fieldset>
  )
}

async function Registration({ labels: { fields }, stored }: EventFormProps) {
  const t = await getTranslations("editor.event")
  const capacityHint = stored ? t("hint.capacity_taken", { taken: stored.taken }) : t("hint.capacity")
  return (
    <Fieldset title={t("group.registration")}>
      <EditorText name="capacity" label={fields.capacity ?? ""} hint={capacityHint} inputMode="numeric" />
      <Pair>
        <EditorTime
          name="registration_opens_at"
          label={fields.registration_opens_at ?? ""}
          hint={t("hint.registration_opens_at")}
        />
        <EditorTime
          name="registration_closes_at"
          label={fields.registration_closes_at ?? ""}
          hint={t("hint.registration_closes_at")}
        />
      </Pair>
      <Pair>
        <EditorTime name="edit_deadline" label={fields.edit_deadline ?? ""} hint={t("hint.edit_deadline")} />
      </Pair>
    </Fieldset>
  )
}

async function Data({ labels: { fields }, stored }: EventFormProps) {
  const t = await getTranslations("editor.event")
  const termsHint = stored ? t("hint.terms_version", { version: stored.termsVersion }) : t("hint.terms")
  return (
    <Fieldset title={t("group.data")}>
      <EditorArea name="terms" label={fields.terms ?? ""} hint={termsHint} />
      <EditorText
        name="retention_days"
        label={fields.retention_days ?? ""}
        hint={t("hint.retention_days")}
        inputMode="numeric"
      />
    </Fieldset>
  )
}

async function Languages({ labels: { fields }, languages, ownLanguage }: EventFormProps) {
  const t = await getTranslations("editor.event")
  const options = languages.map(({ code, name }) => ({ value: code, label: name }))
  const others = languages.filter(({ code }) => code !== ownLanguage)
  return (
    <Fieldset title={t("group.languages")}>
      <EditorSelect name="language" label={fields.language ?? ""} options={options} />
      <EditorCheckboxes
        name="languages"
        label={fields.languages ?? ""}
        hint={t("hint.languages")}
        options={options.filter(({ value }) => value !== ownLanguage)}
      />
      <Translations languages={others}>
        {(code) => (
          <>
            <EditorText name={`title_${code}`} label={fields[`title_${code}`] ?? ""} />
            <EditorText name={`venue_name_${code}`} label={fields[`venue_name_${code}`] ?? ""} />
            <EditorArea name={`description_${code}`} label={fields[`description_${code}`] ?? ""} />
            <EditorArea name={`terms_${code}`} label={fields[`terms_${code}`] ?? ""} />
            <EditorArea name={`ticket_note_${code}`} label={fields[`ticket_note_${code}`] ?? ""} />
          </>
        )}
      </Translations>
    </Fieldset>
  )
}

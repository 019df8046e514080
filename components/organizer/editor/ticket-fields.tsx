import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorArea, EditorCheckboxes } from "./editor-fields"
import { Fieldset } from "./fieldset"

/** What people with a ticket are told: the note on it, and the two mails around the event. */
export async function TicketFields({ labels: { fields, values } }: { labels: EditorLabels }) {
  const t = await getTranslations("editor.event.ticket")
  const mails = Object.entries(values.event_mails ?? {}).map(([value, label]) => ({ value, label }))
  return (
    <Fieldset title={t("group")}>
      <EditorArea name="ticket_note" label={fields.ticket_note ?? ""} hint={t("note_hint")} />
      <EditorCheckboxes
        name="event_mails"
        label={fields.event_mails ?? ""}
        hint={t("mails_hint")}
        options={mails}
      />
    </Fieldset>
  )
}

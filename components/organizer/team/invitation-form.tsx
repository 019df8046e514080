import { getTranslations } from "next-intl/server"
import { EditorRadios, EditorText } from "@/components/organizer/editor/editor-fields"
import { EditorForm } from "@/components/organizer/editor/editor-form"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"

type InvitationFormProps = { action: FormAction; initial: FormState; labels: EditorLabels }

/** An address, and what its owner is to do. */
export async function InvitationForm({ action, initial, labels: { fields, values } }: InvitationFormProps) {
  const t = await getTranslations("organizer.team")
  const places = Object.entries(values.place ?? {}).map(([value, label]) => ({ value, label }))
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={["email", "place"]}
      words={{ save: t("send"), saving: t("sending") }}
    >
      <EditorText
        name="email"
        label={fields.email ?? ""}
        hint={t("hint.email")}
        dir="ltr"
        spellCheck={false}
      />
      <EditorRadios name="place" label={fields.place ?? ""} hint={t("hint.place")} options={places} />
    </EditorForm>
  )
}

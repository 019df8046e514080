import { getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorText } from "./editor-fields"
import { EditorForm } from "./editor-form"
import { loadPictureWords } from "./load-picture-words"
import { PictureFields } from "./picture-fields"

type CoverFormProps = {
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** The whole picture there is, as a data address. */
  picture: string | null
  cancelHref: string
}

/** The cover of an event: its picture, the part of it that counts, and what it shows in each language. */
export async function CoverForm({ action, initial, labels, picture, cancelHref }: CoverFormProps) {
  const t = await getTranslations("editor.cover")
  const { fields } = labels
  const alts = Object.keys(fields).filter((name) => name.startsWith("alt"))
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={Object.keys(fields)}
      words={{ save: t("save"), saving: t("saving") }}
      aside={<a href={cancelHref}>{t("cancel")}</a>}
    >
      <PictureFields
        picture={picture}
        words={
          await loadPictureWords(fields, {
            picture: picture ? `${t("hint.picture")} ${t("hint.keep")}` : t("hint.picture"),
            focus: t("hint.focus"),
          })
        }
      />
      {alts.map((name) => (
        <EditorText
          key={name}
          name={name}
          label={fields[name] ?? name}
          hint={name === "alt" ? t("hint.alt") : null}
        />
      ))}
    </EditorForm>
  )
}

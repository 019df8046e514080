import { getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorForm } from "./editor-form"
import { loadPictureWords } from "./load-picture-words"
import { PictureFields } from "./picture-fields"

/** What the fields of the form of a speaker's picture are called. */
export async function loadPortraitLabels(): Promise<EditorLabels> {
  const t = await getTranslations("editor.portrait.label")
  return { fields: { picture: t("picture"), focus: t("focus") }, values: {} }
}

type PortraitFormProps = {
  action: FormAction
  initial: FormState
  /** The whole picture there is, as a data address. */
  picture: string | null
  cancelHref: string
}

/** The picture of a speaker, and the part of it that counts. Their name is what it shows. */
export async function PortraitForm({ action, initial, picture, cancelHref }: PortraitFormProps) {
  const t = await getTranslations("editor.portrait")
  const words = await getTranslations("editor.cover")
  const { fields } = await loadPortraitLabels()
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={Object.keys(fields)}
      words={{ save: t("save"), saving: words("saving") }}
      aside={<a href={cancelHref}>{words("cancel")}</a>}
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
    </EditorForm>
  )
}

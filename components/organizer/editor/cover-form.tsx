import { getTranslations } from "next-intl/server"
import type { FormAction, FormState } from "@/lib/actions/state"
import { coverFocuses, largestPicture } from "@/lib/domain/cover"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { CoverFields } from "./cover-fields"
import { EditorText } from "./editor-fields"
import { EditorForm } from "./editor-form"

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
      <CoverFields
        picture={picture}
        words={{
          picture: fields.picture ?? "",
          pictureHint: picture ? `${t("hint.picture")} ${t("hint.keep")}` : t("hint.picture"),
          tooHeavy: (await getTranslations("editor.issue"))("picture_too_heavy", {
            limit: largestPicture.bytes / 1024 / 1024,
          }),
          again: t("again"),
          focus: fields.focus ?? "",
          focusHint: t("hint.focus"),
          focuses: coverFocuses.map((focus) => t(`focus.${focus}`)),
        }}
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

import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { largestPicture, pictureFocuses } from "@/lib/domain/picture"
import { EditorForm } from "./editor-form"
import { PictureFields } from "./picture-fields"

export type PictureFormProps = {
  kind: "cover" | "portrait"
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** The whole picture there is, as a data address. */
  picture: string | null
  cancelHref: string
  /** What else is asked of it. */
  children?: ReactNode
}

/** A picture of an event, and the part of it that counts. */
export async function PictureForm(props: PictureFormProps) {
  const { kind, action, initial, labels, picture, cancelHref, children } = props
  const t = await getTranslations("editor")
  const { fields } = labels
  const hint = t(`${kind}.hint.picture`)
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={Object.keys(fields)}
      words={{ save: t(`${kind}.save`), saving: t("cover.saving") }}
      aside={<a href={cancelHref}>{t("cover.cancel")}</a>}
    >
      <PictureFields
        picture={picture}
        words={{
          picture: fields.picture ?? "",
          pictureHint: picture ? `${hint} ${t(`${kind}.hint.keep`)}` : hint,
          tooHeavy: t("issue.picture_too_heavy", { limit: largestPicture.bytes / 1024 / 1024 }),
          again: t("cover.again"),
          focus: fields.focus ?? "",
          focusHint: t(`${kind}.hint.focus`),
          focuses: pictureFocuses.map((focus) => t(`cover.focus.${focus}`)),
        }}
      />
      {children}
    </EditorForm>
  )
}

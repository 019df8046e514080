import { getTranslations } from "next-intl/server"
import { EditorText } from "./editor-fields"
import { PictureForm, type PictureFormProps } from "./picture-form"

/** The cover of an event: its picture, the part of it that counts, and what it shows in each language. */
export async function CoverForm(props: Omit<PictureFormProps, "kind" | "children">) {
  const t = await getTranslations("editor.cover")
  const { fields } = props.labels
  const alts = Object.keys(fields).filter((name) => name.startsWith("alt"))
  return (
    <PictureForm kind="cover" {...props}>
      {alts.map((name) => (
        <EditorText
          key={name}
          name={name}
          label={fields[name] ?? name}
          hint={name === "alt" ? t("hint.alt") : null}
        />
      ))}
    </PictureForm>
  )
}

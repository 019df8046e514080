import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorRadios, EditorText } from "./editor-fields"
import { Fieldset, Pair } from "./fieldset"

/** Whether people can wait when every place is taken, and how places are passed on to them. */
export async function WaitlistFields({ labels: { fields, values } }: { labels: EditorLabels }) {
  const t = await getTranslations("editor.event.waitlist")
  const orders = Object.entries(values.waitlist_order ?? {}).map(([value, label]) => ({ value, label }))
  return (
    <Fieldset title={t("group")}>
      <EditorRadios
        name="waitlist_order"
        label={fields.waitlist_order ?? ""}
        hint={t("order_hint")}
        options={orders}
      />
      <Pair>
        <EditorText
          name="offer_hours"
          label={fields.offer_hours ?? ""}
          hint={t("offer_hint")}
          inputMode="numeric"
        />
        <EditorText
          name="claim_hours"
          label={fields.claim_hours ?? ""}
          hint={t("claim_hint")}
          inputMode="numeric"
        />
      </Pair>
    </Fieldset>
  )
}

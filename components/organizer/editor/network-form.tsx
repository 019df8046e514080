import { getTranslations } from "next-intl/server"
import type { Option } from "@/components/ui/select"
import type { FormAction, FormState } from "@/lib/actions/state"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { EditorRadios, EditorText } from "./editor-fields"
import { EditorForm } from "./editor-form"
import { Fieldset, Pair } from "./fieldset"
import { networkFieldOrder } from "./network-labels"
import { TierRows } from "./tier-rows"

type NetworkFormProps = {
  action: FormAction
  initial: FormState
  labels: EditorLabels
  /** Whether the event has a pass already. */
  isOn: boolean
  /** Answers that can bring other access, as `question=option`. */
  choices: Option[]
  cancelHref: string
}

/** Everything an organizer decides about the network pass of an event. */
export async function NetworkForm({ action, initial, labels, isOn, choices, cancelHref }: NetworkFormProps) {
  const t = await getTranslations("editor.network")
  const label = (name: (typeof networkFieldOrder)[number]) => labels.fields[name] ?? name
  const moments = Object.entries(labels.values.given_at ?? {}).map(([value, text]) => ({
    value,
    label: text,
  }))
  return (
    <EditorForm
      action={action}
      initial={initial}
      fields={[...networkFieldOrder]}
      words={{ save: isOn ? t("save") : t("switch_on"), saving: t("saving") }}
      aside={<a href={cancelHref}>{t("cancel")}</a>}
    >
      <Fieldset title={t("group.network")}>
        <EditorText
          name="network_name"
          label={label("network_name")}
          hint={t("hint.network_name")}
          spellCheck={false}
        />
        <EditorText
          name="portal_url"
          label={label("portal_url")}
          hint={t("hint.portal_url")}
          dir="ltr"
          spellCheck={false}
        />
      </Fieldset>
      <Fieldset title={t("group.when")}>
        <EditorRadios name="given_at" label={label("given_at")} hint={t("hint.given_at")} options={moments} />
        <Pair>
          <EditorText name="opens_before" label={label("opens_before")} inputMode="numeric" />
          <EditorText name="closes_after" label={label("closes_after")} inputMode="numeric" />
        </Pair>
        <EditorText name="balance" label={label("balance")} hint={t("hint.balance")} inputMode="numeric" />
      </Fieldset>
      <Fieldset title={t("group.access")}>
        <EditorText
          name="profiles"
          label={label("profiles")}
          hint={t("hint.profiles")}
          dir="ltr"
          spellCheck={false}
        />
        <EditorText
          name="service_class"
          label={label("service_class")}
          hint={t("hint.service_class")}
          dir="ltr"
          spellCheck={false}
        />
        <TierRows name="tiers" label={label("tiers")} hint={t("hint.tiers")} choices={choices} />
      </Fieldset>
    </EditorForm>
  )
}

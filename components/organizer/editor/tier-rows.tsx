"use client"

import { useTranslations } from "next-intl"
import { controlLook } from "@/components/ui/control-look"
import type { Option } from "@/components/ui/select"
import type { EditorFieldProps } from "./editor-fields"
import { useEditorField } from "./editor-form"
import { RowsField } from "./rows-field"

type TierRowsProps = EditorFieldProps & {
  /** Answers somebody can choose, as `question=option`. */
  choices: Option[]
}

const controls = ["tier_choice", "tier_profiles", "tier_class"]

/** A row for each answer that brings other access, blank ones for new rows. The last button asks the server for more. */
export function TierRows({ choices, ...props }: TierRowsProps) {
  const t = useTranslations("editor.network.tier")
  const chosen = useEditorField("tier_choice").values
  const profiles = useEditorField("tier_profiles").values
  const classes = useEditorField("tier_class").values
  return (
    <RowsField
      {...props}
      controls={controls}
      count={chosen.length}
      add={{ intent: "add_tier", label: t("add") }}
      row={(index, id) => (
        <TierRow
          key={id}
          id={id}
          row={index + 1}
          choice={chosen[index] ?? ""}
          profiles={profiles[index] ?? ""}
          serviceClass={classes[index] ?? ""}
          choices={choices}
        />
      )}
    />
  )
}

type TierRowProps = {
  id: string
  row: number
  choice: string
  profiles: string
  serviceClass: string
  choices: Option[]
}

function TierRow({ id, row, choice, profiles, serviceClass, choices }: TierRowProps) {
  const t = useTranslations("editor.network.tier")
  const isGone = choice !== "" && choices.every(({ value }) => value !== choice)
  return (
    <div className="grid gap-2 sm:grid-cols-[2fr_1fr_1fr]">
      <select
        key={choice}
        id={id}
        name="tier_choice"
        defaultValue={choice}
        aria-label={t("choice", { row })}
        className={`${controlLook.line} w-full`}
      >
        <option value="">{t("none")}</option>
        {isGone && <option value={choice}>{t("gone", { choice: choice.replace("=", ": ") })}</option>}
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <input
        name="tier_profiles"
        type="text"
        dir="ltr"
        defaultValue={profiles}
        placeholder={t("profiles_short")}
        aria-label={t("profiles", { row })}
        autoComplete="off"
        spellCheck={false}
        className={`${controlLook.line} w-full`}
      />
      <input
        name="tier_class"
        type="text"
        dir="ltr"
        defaultValue={serviceClass}
        placeholder={t("class_short")}
        aria-label={t("class", { row })}
        autoComplete="off"
        spellCheck={false}
        className={`${controlLook.line} w-full`}
      />
    </div>
  )
}

"use client"

import { useTranslations } from "next-intl"
import { buttonLook } from "@/components/ui/button-look"
import { controlLook } from "@/components/ui/control-look"
import { ErrorMessage } from "@/components/ui/error-message"
import { controlId, describedBy, fieldLook, hintLook, labelLook } from "@/components/ui/field"
import type { Option } from "@/components/ui/select"
import { type EditorFieldProps, Versioned } from "./editor-fields"
import { useEditorField } from "./editor-form"

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
    <Versioned {...props} controls={controls}>
      {({ error }) => {
        const field = { ...props, error }
        return (
          <fieldset className={fieldLook(error)} aria-describedby={describedBy(field)}>
            <legend className={labelLook}>{props.label}</legend>
            {props.hint && (
              <p id={`${controlId(props.name)}-hint`} className={hintLook}>
                {props.hint}
              </p>
            )}
            {error && <ErrorMessage id={`${controlId(props.name)}-error`}>{error}</ErrorMessage>}
            <div className="grid gap-4 sm:gap-2">
              {chosen.map((choice, index) => (
                <TierRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                  key={index}
                  id={index === 0 ? controlId(props.name) : `${controlId(props.name)}-${index + 1}`}
                  row={index + 1}
                  choice={choice}
                  profiles={profiles[index] ?? ""}
                  serviceClass={classes[index] ?? ""}
                  choices={choices}
                />
              ))}
            </div>
            <button type="submit" name="intent" value="add_tier" className={`mt-2 ${buttonLook.second}`}>
              {t("add")}
            </button>
          </fieldset>
        )
      }}
    </Versioned>
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

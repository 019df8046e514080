"use client"

import { useTranslations } from "next-intl"
import { controlLook } from "@/components/ui/control-look"
import { controlId, labelLook } from "@/components/ui/field"
import { languageTag } from "@/lib/domain/language"
import { type EditorFieldProps, Versioned } from "./editor-fields"
import { useEditorField } from "./editor-form"
import { RowsField } from "./rows-field"

type OptionRowsProps = EditorFieldProps & {
  /** Values that are stored: they never change. */
  fixed: string[]
}

/** A row for each option, blank ones for new ones. The last button asks the server for more. */
export function OptionRows({ fixed, ...props }: OptionRowsProps) {
  const t = useTranslations("editor.question.option")
  const labels = useEditorField("option_label").values
  const values = useEditorField("option_value").values
  return (
    <RowsField
      {...props}
      controls={["option_value", "option_label"]}
      count={labels.length}
      add={{ intent: "add_option", label: t("add") }}
      className="option-rows"
      heading={
        <div aria-hidden="true" className="option-row text-13 text-ink-2">
          <span>{t("label")}</span>
          <span>{t("value")}</span>
        </div>
      }
      row={(index, id) => (
        <OptionRow
          key={id}
          id={id}
          label={labels[index] ?? ""}
          value={values[index] ?? ""}
          isFixed={fixed.includes(values[index] ?? "")}
          labelName={`${t("label")} ${index + 1}`}
          valueName={`${t("value")} ${index + 1}`}
        />
      )}
    />
  )
}

type OptionRowProps = {
  id: string
  label: string
  value: string
  isFixed: boolean
  labelName: string
  valueName: string
}

function OptionRow({ id, label, value, isFixed, labelName, valueName }: OptionRowProps) {
  return (
    <div className="option-row">
      <input
        id={id}
        name="option_label"
        type="text"
        defaultValue={label}
        aria-label={labelName}
        autoComplete="off"
        className={`${controlLook.line} w-full`}
      />
      {isFixed ? (
        <span className="mono wrap-anywhere text-ink-2">
          <input type="hidden" name="option_value" value={value} />
          {value}
        </span>
      ) : (
        <input
          name="option_value"
          type="text"
          dir="ltr"
          defaultValue={value}
          aria-label={valueName}
          autoComplete="off"
          className={`${controlLook.line} mono w-full`}
        />
      )}
    </div>
  )
}

type OptionTranslationsProps = { language: string; label: string }

/** The labels of the options in another language, row for row. */
export function OptionTranslations({ language, label }: OptionTranslationsProps) {
  const name = `option_label_${language}`
  const own = useEditorField("option_label").values
  const translated = useEditorField(name).values
  return (
    <Versioned name={`options_${language}`} label={label} controls={[name]}>
      {() => (
        <div className="option-rows grid gap-4">
          {own.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <div key={index} hidden={text === ""}>
              <label className={labelLook} htmlFor={`${controlId(name)}-${index}`}>
                {text}
              </label>
              <input
                id={`${controlId(name)}-${index}`}
                name={name}
                type="text"
                lang={languageTag(language)}
                defaultValue={translated[index] ?? ""}
                autoComplete="off"
                className={`${controlLook.line} w-full`}
              />
            </div>
          ))}
        </div>
      )}
    </Versioned>
  )
}

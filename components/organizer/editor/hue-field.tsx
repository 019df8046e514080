"use client"

import { useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { controlId, describedBy, Field } from "@/components/ui/field"
import { themeStyle } from "@/components/ui/theme"
import { type EditorFieldProps, Versioned } from "./editor-fields"

type HueFieldProps = EditorFieldProps & {
  words: { show: string; sample: string }
}

type HueControlProps = HueFieldProps & { value: string | undefined; error: string | undefined }

function hueOf(text: string | undefined): number {
  const hue = Number(text)
  return Number.isInteger(hue) && hue >= 0 && hue < 360 ? hue : 258
}

/** The slider and what it does to a page's head. Without JavaScript the button shows it. */
function HueControl({ words, value, error, ...props }: HueControlProps) {
  const [hue, setHue] = useState(hueOf(value))
  const field = { ...props, error }
  return (
    <Field {...field}>
      <div className="flex flex-wrap items-center gap-3">
        <input
          id={controlId(props.name)}
          name={props.name}
          type="range"
          min={0}
          max={359}
          defaultValue={hue}
          onInput={(event) => setHue(hueOf(event.currentTarget.value))}
          className="hue grow"
          aria-describedby={describedBy(field)}
          aria-invalid={error ? true : undefined}
        />
        <output htmlFor={controlId(props.name)} className="mono w-8 text-end">
          {hue}
        </output>
      </div>
      <div style={themeStyle(hue)} className="mt-3 overflow-hidden rounded-control border border-line">
        <p className="bg-hero px-4 pt-8 pb-3 font-display text-24 font-semibold text-on-hero">
          {words.sample}
        </p>
        <p className="flex flex-wrap gap-x-4 bg-bg px-4 py-3 text-ink-2">
          <span className="font-semibold text-link underline">{words.sample}</span>
          <span className="mono">{hue}°</span>
        </p>
      </div>
      <noscript>
        <button type="submit" name="intent" value="show" className={`${buttonLook.second} mt-3`}>
          {words.show}
        </button>
      </noscript>
    </Field>
  )
}

/** The event's one colour, as a hue of OKLCH in degrees, with what becomes of it. */
export function HueField(props: HueFieldProps) {
  return (
    <Versioned {...props}>
      {({ value, error }) => <HueControl key={value} {...props} value={value} error={error} />}
    </Versioned>
  )
}

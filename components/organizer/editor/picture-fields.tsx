"use client"

import { type ChangeEvent, type RefObject, useEffect, useRef, useState } from "react"
import { controlLook } from "@/components/ui/control-look"
import { controlId, describedBy, Field, FieldGroup } from "@/components/ui/field"
import { useHydrated } from "@/components/ui/use-hydrated"
import { awaitsPicture, largestPicture, pictureFocuses } from "@/lib/domain/picture"
import { useEditorField, useEditorValues } from "./editor-form"

type PictureFieldsProps = {
  /** The whole picture there is, as a data address. */
  picture: string | null
  words: PictureWords
}

type PictureWords = {
  picture: string
  pictureHint: string
  tooHeavy: string
  /** For a browser that has to be given the file once more. */
  again: string
  focus: string
  focusHint: string
  /** In the order of `pictureFocuses`. */
  focuses: string[]
}

function readAsAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

/** React resets a form after its action; what was chosen stays chosen. */
function useKeptFiles(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const control = input.current
    const keep = () => {
      // The list itself is emptied with the form.
      const kept = new DataTransfer()
      for (const file of control?.files ?? []) kept.items.add(file)
      queueMicrotask(() => {
        if (control) control.files = kept.files
      })
    }
    control?.form?.addEventListener("reset", keep)
    return () => control?.form?.removeEventListener("reset", keep)
  }, [input])
}

/** A picture, and the part of it that is always shown: the one there is, or the one just chosen. */
export function PictureFields({ picture, words }: PictureFieldsProps) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [isTooHeavy, setTooHeavy] = useState(false)
  const { error } = useEditorField("picture")
  const { issues, values } = useEditorValues()
  const isRefused = Object.keys(issues).length > 0 || values.seen?.[0]?.endsWith(awaitsPicture)
  const isHydrated = useHydrated()
  useKeptFiles(input)
  const show = async ({ currentTarget: control }: ChangeEvent<HTMLInputElement>) => {
    const [file] = control.files ?? []
    const isOver = (file?.size ?? 0) > largestPicture.bytes
    setTooHeavy(isOver)
    if (isOver) control.value = ""
    setChosen(file && !isOver ? await readAsAddress(file).catch(() => null) : null)
  }
  const field = {
    name: "picture",
    label: words.picture,
    hint: words.pictureHint,
    error: isTooHeavy ? words.tooHeavy : error,
  }
  return (
    <>
      <Field {...field}>
        <input
          ref={input}
          id={controlId("picture")}
          name="picture"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif"
          onChange={show}
          className={`${controlLook.line} w-full py-2`}
          aria-describedby={describedBy(field)}
          aria-invalid={field.error ? true : undefined}
        />
        {isRefused && !isHydrated && <p className="mt-2">{words.again}</p>}
      </Field>
      <FocusField picture={chosen ?? picture} onUnreadable={() => setChosen(null)} words={words} />
    </>
  )
}

/** Nine places on the picture itself, so that pressing it chooses one without any script. */
function FocusField({ picture, words, onUnreadable }: PictureFieldsProps & { onUnreadable: () => void }) {
  const { value, error } = useEditorField("focus")
  return (
    <FieldGroup role="radiogroup" name="focus" label={words.focus} hint={words.focusHint} error={error}>
      <div
        dir="ltr"
        className={`${picture ? "w-fit max-w-full" : "w-full max-w-80"} relative overflow-hidden rounded-control border border-line-strong bg-sunken`}
      >
        {picture ? (
          <img src={picture} alt="" onError={onUnreadable} className="block max-h-90 max-w-full" />
        ) : (
          <div className="aspect-video" />
        )}
        <div className="absolute inset-0 grid grid-cols-3 grid-rows-3">
          {pictureFocuses.map((focus, index) => (
            <label
              key={focus}
              className="grid cursor-pointer place-items-center outline-focus has-focus-visible:outline-3 has-focus-visible:-outline-offset-3"
            >
              <span className="sr-only">{words.focuses[index]}</span>
              <input
                type="radio"
                id={index === 0 ? controlId("focus") : `${controlId("focus")}-${index}`}
                name="focus"
                value={focus}
                defaultChecked={focus === value}
                className="size-5.5 rounded-full accent-solid shadow-stub outline-none"
              />
            </label>
          ))}
        </div>
      </div>
    </FieldGroup>
  )
}

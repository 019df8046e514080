import { type FormEvent, useEffect, useMemo, useRef, useState } from "react"
import { type AutosaveSetup, createAutosave, type SaveReply } from "./autosave"

export type AutosaveOptions = {
  /** Takes answers by POST. */
  url: string
  /** Keys of the questions that may be saved by themselves. */
  keys: string[]
  words: AutosaveSetup["words"]
  /** How often the form itself was sent: its answer is newer than any save before. */
  attempt: number
}

type Saved = SaveReply & { attempt: number }

/**
 * Saves answers while they are typed. `formRef`, `onInput` and `onSubmit` belong on the `<form>`; `status` is what to
 * say about it, `seen` the fingerprints that saves gave the fields.
 */
export function useAutosave({ url, keys, words, attempt }: AutosaveOptions) {
  const formRef = useRef<HTMLFormElement>(null)
  const [saved, setSaved] = useState<Saved>({ text: "", seen: {}, attempt })
  const latestAttempt = useRef(attempt)
  const names = keys.join(".")
  const { offline, unsaved } = words
  const autosave = useMemo(
    () =>
      createAutosave({
        url,
        keys: names.split("."),
        words: { offline, unsaved },
        form: () => formRef.current,
        report: ({ text, seen }) =>
          setSaved((before) => {
            const earlier = before.attempt === latestAttempt.current ? before.seen : {}
            return { text, seen: { ...earlier, ...seen }, attempt: latestAttempt.current }
          }),
      }),
    [url, names, offline, unsaved],
  )

  useEffect(() => {
    latestAttempt.current = attempt
  }, [attempt])
  useEffect(() => autosave.start(), [autosave])

  const onInput = ({ target }: FormEvent<HTMLFormElement>) => {
    if (target instanceof Element) autosave.touch((target.getAttribute("name") ?? "").split(".")[0] ?? "")
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    const { nativeEvent, currentTarget: form } = event
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
    const settled = autosave.beforeSubmit()
    if (settled === null) return
    event.preventDefault()
    settled.then((isThrough) => isThrough && form.requestSubmit(submitter))
  }
  const seen = saved.attempt === attempt ? saved.seen : {}
  return { formRef, status: saved.text, seen, onInput, onSubmit }
}

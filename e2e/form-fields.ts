export type Fields = Record<string, string | string[]>

const characters: Record<string, string> = {
  "&quot;": '"',
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
}

const decode = (text: string) =>
  text.replace(/&(?:quot|#x27|lt|gt|amp);/g, (name) => characters[name] ?? name)

/** The hidden fields of the page's form with this button: Next's reference to the action among them. */
export function hiddenFields(html: string, button: string): Record<string, string> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? []
  const form = forms.find((candidate) => candidate.includes(`>${button}</button>`))
  if (!form) throw new Error(`The page has no form with the button “${button}”.`)
  const inputs = form.match(/<input type="hidden"[^>]*>/g) ?? []
  const attribute = (input: string, name: string) =>
    decode(new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? "")
  return Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]))
}

/** The form as it would be sent. */
export function formBody(hidden: Record<string, string>, fields: Fields): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...hidden, ...fields })) {
    for (const item of [value].flat()) body.append(name, item)
  }
  return body
}

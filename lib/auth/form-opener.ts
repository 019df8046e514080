import "server-only"
import { isUuid } from "@/lib/domain/uuid"
import { sealText, unsealText } from "./sealed-text"
import { loadPerson } from "./session"

const purpose = "form opener"

/** The field in which a form says for whom its page was made. */
export const openedByField = "opened_by"

/** Who this page is made for, for its forms to say when they are sent; empty for strangers. */
export async function loadOpener(): Promise<string> {
  const person = await loadPerson()
  return person ? sealText(purpose, Buffer.from(person.id)) : ""
}

/** The id of the person for whom a form's page was made; null where the form does not say, or it was made for a stranger. */
export function readOpener(form: FormData): string | null {
  const said = form.get(openedByField)
  const id = typeof said === "string" ? unsealText(purpose, said)?.toString() : undefined
  return id !== undefined && isUuid(id) ? id : null
}

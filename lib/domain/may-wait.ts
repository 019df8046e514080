/** What a form sends of somebody who was told that every place is taken, and wants to wait. */
export const mayWaitField = "may_wait"

export function readMayWait(form: FormData): boolean {
  return form.get(mayWaitField) === "yes"
}

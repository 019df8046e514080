import type { AppContext } from "@/lib/context"
import { AppError } from "@/lib/domain/errors"
import { allows, type OrganizerScope } from "@/lib/organizers/scope"

/** What the editor works with; `languages` are those Gatehouse speaks. */
export type EditorContext = Pick<AppContext, "db" | "clock" | "newId" | "keys" | "gateTextLength"> & {
  languages: readonly string[]
}

/**
 * Every use case of the editor asks again, whatever page it was called from.
 * @throws AppError `foreign_request`
 */
export function requireEditing(scope: OrganizerScope): void {
  if (!allows(scope, "edit")) throw new AppError("foreign_request")
}

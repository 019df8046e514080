import "server-only"
import { findMailboxMessage, listMailboxMessages, type MailboxMessage } from "@/lib/db/queries/mails"
import { isUuid } from "@/lib/domain/uuid"
import { environment } from "@/lib/env"
import { runtime } from "@/lib/runtime"
import { nothingHere } from "./nothing-here"

/** Messages of the local mailbox; a 404 as soon as a mail server is configured, for they hold everybody's codes. */
export async function loadMailbox(): Promise<MailboxMessage[]> {
  if (!environment().hasMailboxPage) nothingHere()
  return listMailboxMessages((await runtime()).db)
}

/** One message of the local mailbox. */
export async function loadMailboxMessage(id: string): Promise<MailboxMessage> {
  if (!environment().hasMailboxPage || !isUuid(id)) nothingHere()
  return (await findMailboxMessage((await runtime()).db, id)) ?? nothingHere()
}

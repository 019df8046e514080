import "server-only"
import { headers } from "next/headers"
import { isHomeRequest } from "@/lib/auth/home-request"
import { findMailboxMessage, listMailboxMessages, type MailboxMessage } from "@/lib/db/queries/mails"
import { isUuid } from "@/lib/domain/uuid"
import { environment } from "@/lib/env"
import { runtime } from "@/lib/runtime"
import { nothingHere } from "./nothing-here"

/** A 404 wherever somebody else could be reading: the mailbox holds everybody's codes. */
async function requireHome(): Promise<void> {
  if (!environment().hasMailboxPage || !isHomeRequest(await headers())) nothingHere()
}

/** Messages of the local mailbox, for whoever is at this machine. */
export async function loadMailbox(): Promise<MailboxMessage[]> {
  await requireHome()
  return listMailboxMessages((await runtime()).db)
}

/** One message of the local mailbox. */
export async function loadMailboxMessage(id: string): Promise<MailboxMessage> {
  await requireHome()
  if (!isUuid(id)) nothingHere()
  return (await findMailboxMessage((await runtime()).db, id)) ?? nothingHere()
}

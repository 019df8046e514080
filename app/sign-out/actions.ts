"use server"

import { redirect } from "next/navigation"
import { requireSameSite } from "@/lib/auth/request"
import { endSession } from "@/lib/auth/session"

export async function signOutAction(): Promise<void> {
  await requireSameSite()
  await endSession()
  redirect("/?done=signed_out")
}

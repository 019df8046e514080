import { sendCode } from "@/lib/registration/send-code"
import type { World } from "./registration-world"
import { testId } from "./registration-world"

/** The code in the newest mail to an address. */
export function mailedCode({ mails }: World, to: string): string {
  const subject = mails.filter((mail) => mail.to === to).at(-1)?.subject ?? ""
  const code = /^(\d{3}) (\d{3}) /.exec(subject)
  if (!code) throw new Error(`No code was mailed to ${to}`)
  return `${code[1]}${code[2]}`
}

/** A six-digit code that is not this one. */
export function otherCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0")
}

export const address = "ana@example.org"

/** A challenge whose code has just been mailed. */
export async function mailedChallenge(world: World, email = address) {
  const request = { challengeId: testId(), email, client: null, language: "en" }
  const { challengeId } = await sendCode(world.context, request)
  return { challengeId, code: mailedCode(world, email), language: "en" }
}

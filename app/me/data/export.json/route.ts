import { collectOwnData } from "@/lib/account/own-data"
import { loadPerson } from "@/lib/auth/session"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { runtime } from "@/lib/runtime"

/** Everything held about whoever asks. */
export async function GET(): Promise<Response> {
  const person = await loadPerson()
  if (!person) return signInResponse("/me/data")
  const data = await collectOwnData(await runtime(), person.id)
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "private, no-store",
    },
  })
}

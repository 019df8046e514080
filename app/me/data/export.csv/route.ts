import { collectOwnData } from "@/lib/account/own-data"
import { ownDataCsv } from "@/lib/account/own-data-csv"
import { loadPerson } from "@/lib/auth/session"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { runtime } from "@/lib/runtime"

/** The same as export.json, for spreadsheets. */
export async function GET(): Promise<Response> {
  const person = await loadPerson()
  if (!person) return signInResponse("/me/data")
  const data = await collectOwnData(await runtime(), person.id)
  return new Response(ownDataCsv(data), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="my-data.csv"',
      "cache-control": "private, no-store",
    },
  })
}

/**
 * For SWR: what a data route answers.
 * @throws Error when it answered anything else, so that SWR tries again and tells
 */
export async function fetchJson<Data>(url: string): Promise<Data> {
  const response = await fetch(url, { headers: { accept: "application/json" } })
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}

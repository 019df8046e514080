/** What a browser sends that asks for English and names no country. */
export async function headers(): Promise<Headers> {
  return new Headers({ "accept-language": "en" })
}

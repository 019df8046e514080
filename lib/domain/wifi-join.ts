/** How a phone joins a network: with the person's own name and password, or openly, with both typed into a portal. */
export type WifiJoin = {
  networkName: string
  /** Null where a portal asks for them. */
  credentials: { username: string; password: string } | null
}

/** `\`, `;`, `,`, `:` and `"` mean something in the text of a code, so they are escaped. */
function escaped(text: string): string {
  return text.replace(/[\\;,:"]/g, "\\$&")
}

/** What a camera reads from the code to join: WPA2-Enterprise (PEAP with MSCHAPv2), or an open network. */
export function wifiCode({ networkName, credentials }: WifiJoin): string {
  const fields = credentials
    ? [
        ["T", "WPA2-EAP"],
        ["S", networkName],
        ["E", "PEAP"],
        ["PH2", "MSCHAPV2"],
        ["I", credentials.username],
        ["P", credentials.password],
      ]
    : [
        ["T", "nopass"],
        ["S", networkName],
      ]
  return `WIFI:${fields.map(([key, value = ""]) => `${key}:${escaped(value)};`).join("")};`
}

/** A portal's page with the name filled in, and the password where nobody on the way can read it. */
export function portalHref(
  portalUrl: string,
  { username, password }: { username: string; password: string | null },
) {
  const url = new URL(portalUrl)
  url.searchParams.set("username", username)
  if (password !== null && url.protocol === "https:") url.searchParams.set("password", password)
  return url.href
}

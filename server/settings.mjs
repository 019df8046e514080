/**
 * What the server itself needs before any of the site's code is loaded. The site reads the same variables in
 * lib/env.ts, which is TypeScript inside the build; this program runs with Node alone. What is wrong with them is for
 * lib/env.ts to say, together with all other faults: it ends the start before anything listens.
 *
 * @param {Record<string, string | undefined>} variables
 * @returns {{ host: string | undefined, port: number, trustedProxyHops: number }} `host` undefined: this machine only
 */
export function readSettings(variables) {
  return {
    host: variables.HOST?.trim() || undefined,
    port: wholeNumber(variables.PORT, 3000),
    trustedProxyHops: wholeNumber(variables.TRUSTED_PROXY_HOPS, 0),
  }
}

/**
 * @param {string | undefined} text
 * @param {number} otherwise
 */
function wholeNumber(text = "", otherwise) {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : otherwise
}

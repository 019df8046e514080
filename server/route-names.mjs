import { readFileSync } from "node:fs"
import path from "node:path"

/**
 * Finds which page or route an address belongs to, `/tickets/[registration]`: a name without codes and ids, and few
 * enough of them to count by.
 *
 * @param {string} folder the artefact
 * @returns {(path: string) => string | undefined}
 */
export function readRouteNames(folder) {
  const { staticRoutes, dynamicRoutes } = JSON.parse(
    readFileSync(path.join(folder, ".next/routes-manifest.json"), "utf8"),
  )
  /** @type {{ page: string, regex: string }[]} */
  const routes = [...staticRoutes, ...dynamicRoutes]
  const patterns = routes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }))
  return (address) => patterns.find(({ pattern }) => pattern.test(address))?.page
}

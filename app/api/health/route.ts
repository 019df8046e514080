/** The earlier name of /readyz, for one version. */
export { GET } from "../../readyz/route"

import { serve } from "../server/serve.mjs"
import { onNpmGone } from "./npm-parent.mjs"
import { ROOT } from "./run-program.mjs"

// `npm run dev`: the same server in front of the site, with hot reload.
process.chdir(ROOT)
Object.assign(process.env, { NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" })
const { stop } = await serve({ folder: ROOT, isDevelopment: true })
onNpmGone(stop)

import type { EventScope } from "@/lib/organizers/scope"
import type { Runtime } from "@/lib/runtime"

/** What an act on one attendee works with: who acts, on whom, and what the form says. */
export type Acting = { context: Runtime; scope: EventScope; id: string; form: FormData }

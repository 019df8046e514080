import { describeProgress } from "@/components/organizer/bulk/describe-progress"
import { readProgress } from "@/lib/desk/bulk"
import { organizerRoute } from "@/lib/loaders/organizer"

type ProgressRouteContext = { params: Promise<{ event: string; job: string }> }

/** How far a job has come. */
export async function GET(_: Request, { params }: ProgressRouteContext): Promise<Response> {
  const { event, job } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    const progress = await readProgress(context, scope, job)
    if (!progress) return Response.json({ error: "not_found" }, { status: 404 })
    return Response.json(await describeProgress(progress))
  })
}

import { organizerRoute } from "@/lib/loaders/organizer"
import { customFieldJsonSchema } from "@/lib/profile/field-registry"

type RegistryRouteContext = { params: Promise<{ event: string }> }

/** What the custom fields of an event's records hold, as a JSON Schema to keep. */
export async function GET(_: Request, { params }: RegistryRouteContext): Promise<Response> {
  return organizerRoute((await params).event, "view", ({ event }) =>
    Response.json(
      { ...customFieldJsonSchema(event.questions), title: event.title },
      {
        headers: {
          "content-type": "application/schema+json",
          "content-disposition": `attachment; filename="${event.slug}.schema.json"`,
        },
      },
    ),
  )
}

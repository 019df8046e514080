import type { Attributes, AttributeValue } from "@opentelemetry/api"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources"
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node"
import { loggedPath } from "./request-path"

/** What leaves this machine of a span; anything else stays, headers and texts of errors first of all. */
const keptAttributes =
  /^(http\.(method|route|status_code|target)|next\.(route|span_name|span_type|rsc|segment)|operation\.name|error\.type)$/

/** Routes keep their `[placeholders]`; addresses lose their query and whatever may be somebody's. */
function withoutValues(text: string): string {
  const [bare = ""] = text.split("?", 1)
  return bare
    .split(" ")
    .map((word) => (word.startsWith("/") && !word.includes("[") ? loggedPath(word) : word))
    .join(" ")
}

function cleanAttributes(attributes: Attributes): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => keptAttributes.test(name))
  const clean = (value: AttributeValue | undefined) =>
    typeof value === "string" ? withoutValues(value) : value
  return Object.fromEntries(kept.map(([name, value]) => [name, clean(value)]))
}

/** The same span without values; of what happened in it only the kind is left. */
function cleanSpan(span: ReadableSpan): ReadableSpan {
  return Object.create(span, {
    name: { value: withoutValues(span.name) },
    attributes: { value: cleanAttributes(span.attributes) },
    status: { value: { code: span.status.code } },
    events: { value: span.events.map(({ name, time }) => ({ name, time })) },
    links: { value: [] },
  })
}

/** Hands spans on as `cleanSpan` leaves them. */
class CleaningExporter implements SpanExporter {
  constructor(private readonly target: SpanExporter) {}

  export(...[spans, done]: Parameters<SpanExporter["export"]>): void {
    this.target.export(spans.map(cleanSpan), done)
  }

  shutdown(): Promise<void> {
    return this.target.shutdown()
  }
}

/**
 * Sends Next's own spans to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names; further `OTEL_…` variables count as
 * the specification says. Returns a function that sends what is left and ends it.
 */
export function startTracing(instance: string): () => Promise<void> {
  const own = resourceFromAttributes({ "service.name": "gatehouse", "service.instance.id": instance })
  const provider = new NodeTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new CleaningExporter(new OTLPTraceExporter()))],
  })
  provider.register()
  return () => provider.shutdown()
}

import type { OrganizerEvent } from "@/lib/domain/event"
import type { InsightCounts } from "@/lib/domain/insights"
import type { InsightFormat } from "./insight-format"

/** What every chart of an event is drawn from. */
export type ChartProps = { event: OrganizerEvent; counts: InsightCounts; format: InsightFormat }

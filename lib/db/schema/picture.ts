import { customType, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import { event } from "./event"

/** Drivers give bytes as what they like best. */
const bytea = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (bytes) => new Uint8Array(bytes),
})

/**
 * A picture of an event in one width and format, `800.avif`: of its cover, which stands in `event.cover`, or of a speaker in
 * `page_content`. The table has the name it got when covers were all there was, because an earlier version may run beside
 * this one.
 */
export const eventPicture = pgTable(
  "cover_picture",
  {
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    name: text().notNull(),
    hash: text().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.hash, table.name] }),
    index("cover_picture_by_hash").on(table.hash, table.name),
  ],
)

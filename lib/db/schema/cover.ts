import { customType, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import { event } from "./event"

/** Drivers give bytes as what they like best. */
const bytea = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (bytes) => new Uint8Array(bytes),
})

/** An event's cover in one width and format, `800.avif`. What is said of it stands in `event.cover`. */
export const coverPicture = pgTable(
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
    primaryKey({ columns: [table.eventId, table.name] }),
    index("cover_picture_by_hash").on(table.hash, table.name),
  ],
)

/** A row of the table under a chart: what it is about, where that leads, and its numbers as they are written. */
export type TableRow = { key: string; label: string; href: string | null; values: string[] }

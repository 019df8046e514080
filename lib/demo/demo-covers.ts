import { readdir, readFile } from "node:fs/promises"
import path from "node:path"
import type { Database } from "@/lib/db/database"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { insertPictureFiles, updateCover } from "@/lib/db/queries/pictures"
import type { EventCover } from "@/lib/domain/cover"

/** The drawings, and beside each the pictures that `npm run demo-covers` made of it: a first start has no time to. */
export const COVERS = path.join(process.cwd(), "lib/demo/covers")

type DemoCover = Pick<EventCover, "alt" | "translations" | "focus">

/** What the covers of the demo events show, by slug. */
export const demoCovers: Record<string, DemoCover> = {
  "field-notes-summit": {
    focus: "center_bottom",
    alt: "Someone with a notebook looks through a surveyor’s level at a line of flags in the hills, under a low sun.",
    translations: {
      es: "Alguien con un cuaderno mira por un nivel topográfico hacia una fila de banderas en las colinas, bajo un sol bajo.",
      pt: "Alguém com um caderno olha por um nível topográfico para uma fileira de bandeiras nas colinas, sob um sol baixo.",
      ar: "شخص يحمل دفترًا وينظر عبر جهاز مسح إلى صف من الأعلام بين التلال، والشمس منخفضة.",
    },
  },
  "river-survey-weekend": {
    focus: "center_bottom",
    alt: "Two people in a rowing boat measure the depth of a winding river with a line, with green hills behind them.",
    translations: {
      es: "Dos personas en un bote de remos miden con una sonda la profundidad de un río sinuoso, con colinas verdes al fondo.",
      pt: "Duas pessoas em um barco a remo medem com uma linha a profundidade de um rio sinuoso, com colinas verdes ao fundo.",
      ar: "شخصان في قارب تجديف يقيسان بخيط عمق نهر متعرج، وخلفهما تلال خضراء.",
    },
  },
}

/** Gives the demo events their covers. */
export async function seedDemoCovers(db: Database): Promise<void> {
  for (const [slug, { alt, translations }] of Object.entries(demoCovers)) {
    const event = await findPublishedEvent(db, slug)
    const folder = path.join(COVERS, slug)
    const made: Pick<EventCover, "hash" | "widths" | "focus"> = JSON.parse(
      await readFile(path.join(folder, "cover.json"), "utf8"),
    )
    const names = (await readdir(folder)).filter((name) => !name.endsWith(".json"))
    const pictures = await Promise.all(
      names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(path.join(folder, name))) })),
    )
    if (!event || !(await updateCover(db, event.id, null, { ...made, alt, translations }))) continue
    await insertPictureFiles(db, event.id, made.hash, pictures)
  }
}

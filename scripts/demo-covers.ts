import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import sharp from "sharp"
import { COVERS, demoCovers } from "@/lib/demo/demo-covers"
import { coverShape } from "@/lib/domain/picture"
import { makePicture } from "@/lib/events/make-picture"

/** Makes the pictures of the demo events' covers from their drawings, after one was changed. */
for (const [slug, { focus }] of Object.entries(demoCovers)) {
  const drawing = await sharp(path.join(COVERS, `${slug}.svg`), { density: 96 })
    .resize(1600)
    .png()
    .toBuffer()
  const making = await makePicture(drawing, { shape: coverShape, focus })
  if (!making.ok) throw new Error(`${slug}: ${making.issue.code}`)
  const { files, ...made } = making.made
  const folder = path.join(COVERS, slug)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes)
  writeFileSync(path.join(folder, "cover.json"), `${JSON.stringify(made, null, 2)}\n`)
  console.log(`${slug}: ${Math.round(files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1000)} kB`)
}

import { spawnSync } from "node:child_process"
import { ROOT } from "./run-program.mjs"

/**
 * `npm run test:mutation`: puts a fault into each rule of `lib/domain`, `lib/gate` and `lib/delivery` in turn and counts how
 * many of them the room's own tests find; exit code 1 below 90 %. Hours for all three, so it is no part of `npm test`;
 * `-- domain` asks of one room, and `-- domain --mutate lib/domain/event.ts` of one file.
 */

const rooms = ["domain", "gate", "delivery"]
const asked = process.argv.slice(2)
const options = asked.filter((argument) => !rooms.includes(argument))
const chosen = rooms.filter((room) => asked.includes(room))

for (const room of chosen.length > 0 ? chosen : rooms) {
  const { status } = spawnSync("npx", ["stryker", "run", ...options], {
    cwd: ROOT,
    env: { ...process.env, MUTATED_ROOM: room },
    stdio: "inherit",
  })
  if (status !== 0) process.exitCode = 1
}

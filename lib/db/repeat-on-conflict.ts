import { setTimeout as sleep } from "node:timers/promises"
import { errorCode } from "./error-code"

/** Serialization failure and deadlock: PostgreSQL undid everything and asks for another try. */
const conflicts = ["40001", "40P01"]

const mostTries = 8

const firstPauseMs = 5

/**
 * Does work on the database again when the database undid all of it because of others. Only for what may be done any
 * number of times: one statement, or a whole transaction that changes nothing but the database.
 */
export async function repeatOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === mostTries || !conflicts.includes(errorCode(error) ?? "")) throw error
      // Those who collided must not meet again, so each waits a time of its own.
      await sleep(Math.random() * firstPauseMs * 2 ** tries)
    }
  }
}

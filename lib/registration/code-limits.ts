import { createHmac } from "node:crypto"
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible"
import type { CodeLimits } from "./context"

type Rule = { name: string; points: number; seconds: number; subject: "email" | "client" }

/**
 * Reliability §1.5 and §1.9: buckets per address and per client, never the pair. A venue's whole Wi-Fi is one client, so
 * its bucket is wide: 300 in ten minutes.
 */
const rules: Rule[] = [
  { name: "code-15min", points: 3, seconds: 15 * 60, subject: "email" },
  { name: "code-day", points: 10, seconds: 24 * 60 * 60, subject: "email" },
  { name: "code-client", points: 300, seconds: 10 * 60, subject: "client" },
]

/** Limits kept in the database, so that they hold across machines and restarts. `store` is drizzle's table and handle. */
export function codeLimits(store: { db: object; table: object }, key: Buffer): CodeLimits {
  const limiters = rules.map((rule) => ({
    rule,
    limiter: new RateLimiterDrizzle({
      storeClient: store.db,
      schema: store.table,
      keyPrefix: rule.name,
      points: rule.points,
      duration: rule.seconds,
      clearExpiredByTimeout: false,
    }),
  }))
  const hashed = (value: string) => createHmac("sha256", key).update(value).digest("base64url")

  return {
    async take(subject) {
      for (const { rule, limiter } of limiters) {
        const value = subject[rule.subject]
        if (value === null) continue
        try {
          await limiter.consume(hashed(value))
        } catch (refused) {
          if (refused instanceof RateLimiterRes) return false
          throw refused
        }
      }
      return true
    },
  }
}

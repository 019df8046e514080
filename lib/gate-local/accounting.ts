import type { Database } from "@/lib/db/database"
import {
  findGateAccount,
  type GateAccount,
  type GateAccountKey,
  updateGateAccount,
} from "@/lib/db/queries/gate-local-accounts"
import type { Settings } from "./endpoint"
import { notFound, Refusal } from "./refusal"
import { whyEnded } from "./store"

/** One session as the accounting door shows it. */
export type Session = { id: number; username: string; started_at: string; user_time: number | null }

type Running = { startedAt: Date; chargedTo: number }

const second = 1_000

/**
 * The sessions of accounts, as the access points of a network would report them: what makes logins happen and balances
 * run out. Sessions are in memory only; what they used is stored.
 */
export class Accounting {
  private readonly running = new Map<number, Running>()
  private queue: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: { db: Database; clock: () => Date; settings: Settings }) {}

  /** Begins a session. @throws Refusal 404, 403 for an account that ended or has no time left, 409 while one runs */
  start(key: GateAccountKey): Promise<Session> {
    return this.inTurn(async () => {
      await this.chargeAll()
      const { db, clock, settings } = this.options
      const account = await findGateAccount(db, key)
      if (!account) throw notFound()
      const at = clock()
      const ended = whyEnded({ dialect: settings.dialect, at }, account)
      const why =
        ended ?? (account.userTime !== null && account.userTime <= 0 ? "No time is left." : undefined)
      if (why) throw new Refusal(403, { detail: why })
      if (this.running.has(account.id)) throw new Refusal(409, { detail: "A session is running." })
      const set = { firstLogin: account.firstLogin ?? at, lastLogin: at }
      await updateGateAccount(db, account.id, { set })
      this.running.set(account.id, { startedAt: at, chargedTo: at.getTime() })
      return shown(account, at)
    })
  }

  /** Ends a session. @throws Refusal 404 when none runs */
  stop(accountId: number | undefined): Promise<void> {
    return this.inTurn(async () => {
      await this.chargeAll()
      if (accountId === undefined || !this.running.delete(accountId)) throw notFound()
    })
  }

  /** The sessions that run now. */
  list(): Promise<Session[]> {
    return this.inTurn(async () => {
      await this.chargeAll()
      const sessions: Session[] = []
      for (const [id, { startedAt }] of this.running) {
        const account = await findGateAccount(this.options.db, { id })
        if (account) sessions.push(shown(account, startedAt))
      }
      return sessions
    })
  }

  /** Takes the seconds that passed from the balances, and ends the sessions of whoever has none left or has ended. */
  charge(): Promise<void> {
    return this.inTurn(() => this.chargeAll())
  }

  /** Forgets every session, as the state they belong to goes. */
  forget(): void {
    this.running.clear()
  }

  /** One at a time: two that charge the same seconds would charge them twice. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work)
    this.queue = result.catch(() => undefined)
    return result
  }

  private async chargeAll(): Promise<void> {
    for (const [id, session] of this.running) await this.chargeOne(id, session)
  }

  private async chargeOne(id: number, session: Running): Promise<void> {
    const { db, clock, settings } = this.options
    const account = await findGateAccount(db, { id })
    if (!account) {
      this.running.delete(id)
      return
    }
    const at = clock()
    const isEnded = whyEnded({ dialect: settings.dialect, at }, account) !== undefined
    const last =
      isEnded && account.expiration ? Math.min(at.getTime(), account.expiration.getTime()) : at.getTime()
    const seconds = Math.max(0, Math.floor((last - session.chargedTo) / second))
    session.chargedTo += seconds * second
    const left = account.userTime === null ? null : Math.max(0, account.userTime - seconds)
    if (left !== account.userTime) await updateGateAccount(db, id, { set: { userTime: left } })
    if (isEnded || left === 0) this.running.delete(id)
  }
}

const shown = ({ id, username, userTime }: GateAccount, startedAt: Date): Session => ({
  id,
  username,
  started_at: startedAt.toISOString(),
  user_time: userTime,
})

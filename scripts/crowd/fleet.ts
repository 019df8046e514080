import { setTimeout as sleep } from "node:timers/promises"
import { Site } from "../../e2e/servers/site"

/** How long a start may take until requests are turned away, in milliseconds. */
const patienceMs = 120_000

/** The sites behind one balancer that knows which of them are up. */
export class Fleet {
  private readonly up: boolean[]
  private turn = 0
  kills = 0
  /** Milliseconds from each start to the first answer. */
  readonly restarts: number[] = []
  lastKillAt: number | null = null

  private constructor(readonly sites: Site[]) {
    this.up = sites.map(() => true)
  }

  static async start(
    instances: number,
    configuration: Record<string, string>,
    program?: string,
  ): Promise<Fleet> {
    const sites: Site[] = []
    try {
      for (let index = 0; index < instances; index++) sites.push(await Site.start(configuration, program))
    } catch (error) {
      await Promise.all(sites.map((site) => site.remove()))
      throw error
    }
    return new Fleet(sites)
  }

  /** The address of a site that is up, each in turn; waits while none is. */
  async address(): Promise<string> {
    const deadline = performance.now() + patienceMs
    while (performance.now() < deadline) {
      for (let step = 0; step < this.sites.length; step++) {
        this.turn = (this.turn + 1) % this.sites.length
        const site = this.sites[this.turn]
        if (site && this.up[this.turn]) return site.url
      }
      await sleep(50)
    }
    throw new Error("No site is up.")
  }

  /** Kills one site as a power cut would, and starts it again. */
  async killOne(): Promise<void> {
    const index = this.kills % this.sites.length
    const site = this.sites[index]
    if (!site) return
    this.up[index] = false
    await site.kill()
    this.kills += 1
    this.lastKillAt = performance.now()
    const begun = performance.now()
    await site.startAgain()
    this.restarts.push(performance.now() - begun)
    this.up[index] = true
  }

  get isUp(): boolean {
    return this.up.some(Boolean)
  }

  /** Starts every site again that was stopped. */
  async startAgain(): Promise<void> {
    await Promise.all(this.sites.map((site) => site.startAgain()))
    this.up.fill(true)
  }

  /** Ends every site, and leaves its data. */
  async stop(): Promise<void> {
    this.up.fill(false)
    await Promise.all(this.sites.map((site) => site.kill()))
  }

  async remove(): Promise<void> {
    await Promise.all(this.sites.map((site) => site.remove()))
  }
}

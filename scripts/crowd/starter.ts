/** Holds everybody back until all are there, so that they go on in one instant. */
export class Starter {
  private missing: number
  private start = () => {}
  private readonly started = new Promise<void>((resolve) => {
    this.start = resolve
  })

  constructor(people: number) {
    this.missing = people
  }

  /** One more is there, or will never come; goes on with all. */
  arrive(): Promise<void> {
    this.missing -= 1
    if (this.missing <= 0) this.start()
    return this.started
  }
}

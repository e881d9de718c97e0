/** What reads headers; those of a request, or the platform's own. */
export interface HeaderReader {
  get(name: string): string | null
}

/**
 * The headers of a request, as filters leave them: whatever reads a request's headers reads these. Names are lower case. Read from the platform
 * once: afterwards each is a look into a map.
 */
export class RequestHeaders implements HeaderReader {
  readonly #values: Map<string, string>
  readonly #changes: string[] = []

  constructor(headers: Iterable<readonly [string, string]>) {
    this.#values = new Map(headers)
  }

  /** What filters did, in their order and by names alone: `set x-lab`, `remove x-passport`. Values may be nobody's business. */
  get changes(): readonly string[] {
    return this.#changes
  }

  get(name: string): string | null {
    return this.#values.get(name) ?? null
  }

  set(name: string, value: string): void {
    this.#values.set(name, value)
    this.#changes.push(`set ${name}`)
  }

  remove(name: string): void {
    if (this.#values.delete(name)) this.#changes.push(`remove ${name}`)
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]()
  }
}

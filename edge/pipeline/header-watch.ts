type Headers = Readonly<Record<string, string>>

const nothing: readonly string[] = []

/** What is done to headers from look to look, by their names alone: their values may be nobody's business. */
export class HeaderWatch {
  readonly #known: Map<string, string>

  constructor(headers: Headers) {
    this.#known = new Map(Object.entries(headers))
  }

  /** As `set vary`, `remove etag`: what has changed since the last look. */
  changes(headers: Headers): readonly string[] {
    let changes: string[] | undefined
    let count = 0
    // No copy and no list for the many filters that change nothing.
    for (const name in headers) {
      count++
      const value = headers[name] as string
      if (this.#known.get(name) === value) continue
      this.#known.set(name, value)
      ;(changes ??= []).push(`set ${name}`)
    }
    if (this.#known.size > count)
      for (const name of this.#known.keys())
        if (!Object.hasOwn(headers, name)) {
          this.#known.delete(name)
          ;(changes ??= []).push(`remove ${name}`)
        }
    return changes ?? nothing
  }
}

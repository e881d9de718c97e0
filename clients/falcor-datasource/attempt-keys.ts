const maxRemembered = 20

/**
 * Gives each write the key under which the server gives the same answer and has one effect. A later attempt (from 2) at the same body has the
 * key of the one before; the same body again as a first attempt is another wish and has a new one.
 */
export function createAttemptKeys(newKey: () => string): (body: string, attempt: number) => string {
  const recent = new Map<string, string>()
  return (body, attempt) => {
    const key = (attempt > 1 ? recent.get(body) : undefined) ?? newKey()
    recent.delete(body)
    recent.set(body, key)
    for (const oldest of recent.keys()) {
      if (recent.size <= maxRemembered) break
      recent.delete(oldest)
    }
    return key
  }
}

/** A random UUID, version 4. Not by `crypto.randomUUID`, which pages without TLS and older televisions do not have. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte
    return marked.toString(16).padStart(2, '0')
  }).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

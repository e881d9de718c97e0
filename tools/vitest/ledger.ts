/** What became of the requests of a path: how many began, ended in any way, and were cut before their answer was whole; bytes sent in all. */
export interface LedgerEntry {
  began: number
  ended: number
  cut: number
  sent: number
}

/** Counts what becomes of requests, by path, and lets somebody wait for it. */
export interface Ledger {
  /** A request has come; what it gives is to be told of its bytes and of its end. */
  open(path: string): { sent(bytes: number): void; close(cut: boolean): void }
  /** The entry of a path once so many have begun and ended. */
  until(path: string, began: number, ended: number): Promise<LedgerEntry>
}

export function createLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>()
  const waiting = new Set<() => void>()
  const entryOf = (path: string) => {
    let entry = entries.get(path)
    if (entry === undefined) entries.set(path, (entry = { began: 0, ended: 0, cut: 0, sent: 0 }))
    return entry
  }
  const change = (path: string, change: (entry: LedgerEntry) => void) => {
    change(entryOf(path))
    for (const look of waiting) look()
  }
  return {
    open(path) {
      change(path, (entry) => entry.began++)
      return {
        sent: (bytes) => void (entryOf(path).sent += bytes),
        close: (cut) =>
          change(path, (entry) => {
            entry.ended++
            if (cut) entry.cut++
          }),
      }
    },
    until(path, began, ended) {
      return new Promise((resolve) => {
        const look = () => {
          const entry = entryOf(path)
          if (entry.began < began || entry.ended < ended) return
          waiting.delete(look)
          resolve({ ...entry })
        }
        waiting.add(look)
        look()
      })
    },
  }
}

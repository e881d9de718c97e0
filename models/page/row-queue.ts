/** Rows by the most that can be watched of them, that first; of equal ones the earlier. What can be watched may fall, and -1 is no more. */
export class RowQueue {
  count = 0
  readonly rows: Int32Array
  readonly #most: Float64Array

  constructor(most: Float64Array) {
    this.rows = new Int32Array(most.length)
    this.#most = most
  }

  /** Adds a row behind all others. */
  add(row: number): void {
    this.rows[this.count++] = row
  }

  remove(row: number): void {
    const at = this.rows.indexOf(row)
    if (at < 0 || at >= this.count) return
    this.rows.copyWithin(at, at + 1, this.count)
    this.count--
  }

  /** Brings the first few to their places, of which less can be watched than when they got theirs. */
  settle(few: number): void {
    const { rows } = this
    const most = this.#most
    for (let first = few - 1; first >= 0; first--) {
      const row = rows[first] as number
      const own = most[row] as number
      let at = first
      for (; at + 1 < this.count; at++) {
        const next = rows[at + 1] as number
        const other = most[next] as number
        if (own > other || (own === other && row < next)) break
        rows[at] = next
      }
      rows[at] = row
    }
    while (this.count > 0 && (most[rows[this.count - 1] as number] as number) < 0) this.count--
  }
}

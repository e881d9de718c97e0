/** The few rows of which most is watched, that first; of equal ones the earlier. */
export class Leaders {
  count = 0
  /** Of a row that may be among them so much is watched at least. */
  least = 0
  readonly rows: Int32Array
  readonly watched: Float64Array
  #most = 0

  /** There are never more than `room`. */
  constructor(room: number) {
    this.rows = new Int32Array(room + 1)
    this.watched = new Float64Array(room + 1)
  }

  /** Begins anew, for so many. */
  begin(most: number): void {
    this.count = 0
    this.least = 0
    this.#most = most
  }

  takes(watched: number, row: number): boolean {
    return watched > this.least || (watched === this.least && (this.count < this.#most || row < (this.rows[this.count - 1] as number)))
  }

  add(watched: number, row: number): void {
    if (!this.takes(watched, row)) return
    let place = this.count
    while (place > 0 && this.#follows(place - 1, watched, row)) {
      this.rows[place] = this.rows[place - 1] as number
      this.watched[place] = this.watched[place - 1] as number
      place--
    }
    this.rows[place] = row
    this.watched[place] = watched
    if (this.count < this.#most) this.count++
    if (this.count === this.#most) this.least = this.watched[this.count - 1] as number
  }

  #follows(place: number, watched: number, row: number): boolean {
    const own = this.watched[place] as number
    return own < watched || (own === watched && (this.rows[place] as number) > row)
  }
}

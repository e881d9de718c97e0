/** A row that asks for a place on the page. */
export interface RowOffer {
  /** What may stand in it, as positions in the catalog, the first to be shown first; none twice. */
  readonly titles: Int32Array
  /** Stands at its place among the offers whatever it gains; the others compete for what is left. */
  readonly fixed: boolean
  /** Titles shown in a row above are left out of this one. */
  readonly dedupe: boolean
  /** Known to be true where the chance never rises along the titles; else it is looked at. */
  readonly byChance?: boolean
  /** All titles, where `titles` are the first of them alone: asked for where these come to an end before the row is full. */
  readonly whole?: () => Int32Array
}

/** A row that got a place. */
export interface ChosenRow {
  /** Its number among the offers. */
  readonly row: number
  /** What it shows, the first first. */
  readonly titles: Int32Array
  /** What it added when it was chosen to what stood above it: titles watched, were every row looked at, and what it covers of a taste. */
  readonly gain: number
}

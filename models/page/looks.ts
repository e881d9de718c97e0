/** How much of a look the places of a page get. */
export interface Looks {
  /** By row and by column, never rising; a cell gets the product. */
  readonly rows: Float64Array
  readonly columns: Float64Array
  /** Cells as `row * columns.length + column`, those that get most first; of equal ones the upper comes first, then the one further left. */
  readonly cells: Uint32Array
  /** The row of each of these: a division for each shows in the time of a page. */
  readonly cellRows: Uint16Array
}

/**
 * How much of a look each of `count` places gets, the first 1: the logarithmic discount of DCG (Järvelin and Kekäläinen, "Cumulated gain-based
 * evaluation of IR techniques", 2002). On a page it holds downwards and along a row.
 */
export function attention(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, place) => 1 / Math.log2(place + 2))
}

/** The looks of a page whose rows and columns get so much, each. A device whose screen is scrolled in another way has its own. */
export function looksOf(rows: Float64Array, columns: Float64Array): Looks {
  const width = columns.length
  const look = new Float64Array(rows.length * width)
  for (let cell = 0; cell < look.length; cell++) look[cell] = (rows[Math.floor(cell / width)] as number) * (columns[cell % width] as number)
  const cells = Uint32Array.from(look.keys()).sort((one, other) => (look[other] as number) - (look[one] as number) || one - other)
  return { rows, columns, cells, cellRows: Uint16Array.from(cells, (cell) => Math.floor(cell / width)) }
}

/** There are as many sizes as kinds of device. */
const mostSizes = 16
const usual = new Map<string, Looks>()

/** The looks of a page of so many rows and columns, by `attention`; made once for each size. */
export function usualLooks(rows: number, columns: number): Looks {
  const size = `${rows}x${columns}`
  const known = usual.get(size)
  if (known !== undefined) return known
  const looks = looksOf(attention(rows), attention(columns))
  if (usual.size >= mostSizes) usual.clear()
  usual.set(size, looks)
  return looks
}

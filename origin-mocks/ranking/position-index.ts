/** The position of each title in the catalog by its id; undefined for one that is not there. */
export type PositionIndex = Pick<ReadonlyMap<number, number>, 'get'>

/** A table of ids may be so many times as long as the catalog. */
const mostGaps = 8

/**
 * Finds ascending ids: in a table where they stand close enough, which an id costs one look at memory, where a map of 20,000 takes several that no cache
 * holds; else in a map.
 */
export function indexPositions(ids: Int32Array): PositionIndex {
  const [least = 0, most = 0] = [ids[0], ids.at(-1)]
  if (least < 0 || most > mostGaps * ids.length) return new Map(Array.from(ids, (id, position) => [id, position]))
  // One more than the position; 0 is nobody's.
  const table = new Int32Array(most + 1)
  for (const [position, id] of ids.entries()) table[id] = position + 1
  // Anything else than an id reads undefined.
  return { get: (id) => (table[id] || undefined) && (table[id] as number) - 1 }
}

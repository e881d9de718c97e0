/**
 * Remembers what came once, in memory of fixed size: a table of hashes in which the newest takes the place of an older one. It may forget,
 * and once in four thousand million it may mistake one thing for another; neither does harm where the second coming only decides
 * whether to keep a copy.
 */
export class SeenOnce {
  readonly #table = new Uint32Array(places)

  /** FNV-1a of a text (Fowler, Noll, Vo), 32 bits. */
  hash(text: string): number {
    let hash = 0x811c9dc5
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    return hash >>> 0
  }

  /** Whether this came before; if so it is forgotten, else remembered. */
  again(shelf: number, id: string | number): boolean {
    const own = typeof id === 'number' ? Math.imul(id + 1, 0x9e3779b1) : this.hash(id)
    const mixed = Math.imul(shelf ^ own ^ (own >>> 15), 0x85ebca6b)
    const hash = (mixed ^ (mixed >>> 13)) >>> 0 || 1
    const place = hash % places
    const came = this.#table[place] === hash
    this.#table[place] = came ? 0 : hash
    return came
  }
}

const places = 65_536

/** Numbers from 0 up to 1, the same for the same seed on every machine. */
export type Random = () => number

/** The mulberry32 generator. Streams of one seed and different names do not run alike. */
export function createRandom(seed: number, stream: string): Random {
  let state = hash(stream) ^ Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A number from `low` up to `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low)
}

/** An integer from `low` to `high`, both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** A draw from a bell curve around 0 with deviation 1, by sums alone, so that no machine's logarithm matters. */
export function bell(random: Random): number {
  let sum = -6
  for (let draw = 0; draw < 12; draw += 1) sum += random()
  return sum
}

/** Draws up to `count` different items, the heavier the likelier (Efraimidis and Spirakis), in the order drawn. */
export function drawWeighted<item>(random: Random, items: readonly item[], weight: (item: item) => number, count: number): item[] {
  const drawn = items.map((item) => ({ item, key: random() ** (1 / weight(item)) }))
  drawn.sort((one, other) => other.key - one.key)
  return drawn.slice(0, count).map(({ item }) => item)
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value
}

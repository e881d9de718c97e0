/** Numbers from 0 up to 1, the same for the same seed on every machine. */
export type Random = () => number

/**
 * The xoshiro128** generator (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018; public domain), its state filled by
 * splitmix32. Streams of one seed and different names do not run alike. `seed` is any integer; its lower 32 bits count.
 */
export function createRandom(seed: number, stream = ''): Random {
  let mixing = (hash(stream) ^ Math.imul(seed | 0, 0x9e3779b1)) | 0
  const next = () => {
    mixing = (mixing + 0x9e3779b9) | 0
    let mixed = mixing ^ (mixing >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  // All four at 0 would stay there: the last is odd.
  let [a, b, c, d] = [next(), next(), next(), next() | 1]
  return () => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return (scrambled >>> 0) / 2 ** 32
  }
}

/** Draws from the normal distribution around 0 with deviation 1: Marsaglia's polar method, both values of a pair used. */
export function createNormal(random: Random): Random {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    for (;;) {
      const x = 2 * random() - 1
      const y = 2 * random() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const stretch = Math.sqrt((-2 * Math.log(square)) / square)
      spare = y * stretch
      return x * stretch
    }
  }
}

/** A draw from the gamma distribution with scale 1 and a shape from 1 (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000). */
export function drawGamma(shape: number, random: Random, normal: Random): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const root = 1 + c * x
    if (root <= 0) continue
    const cube = root ** 3
    if (Math.log(random()) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) return d * cube
  }
}

/** Puts the values in an order drawn from `random` (Fisher and Yates), in place. */
export function shuffle<values extends Uint32Array | unknown[]>(values: values, random: Random): values {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const value = values[at]
    values[at] = values[other]
    values[other] = value
  }
  return values
}

/** The integers from 0 below `count` in an order drawn from `random`. */
export function shuffledRange(count: number, random: Random): Uint32Array {
  const range = new Uint32Array(count)
  for (let at = 0; at < count; at++) range[at] = at
  return shuffle(range, random)
}

const rotated = (bits: number, by: number) => (bits << by) | (bits >>> (32 - by))

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value
}

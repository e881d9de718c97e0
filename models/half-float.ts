const cells = new Float32Array(1)
const bits = new Uint32Array(cells.buffer)

/** The 16 bits of the nearest half-precision number (IEEE 754 binary16), ties to even; what is too large becomes infinity, NaN stays NaN. */
export function toHalf(value: number): number {
  cells[0] = value
  const single = bits[0] as number
  const sign = (single >>> 16) & 0x8000
  const rest = single & 0x7fffffff
  if (rest > 0x7f800000) return sign | 0x7e00
  // From the middle between the largest and what would come next.
  if (rest >= 0x477ff000) return sign | 0x7c00
  if (rest >= 0x38800000) return sign | roundedShift(rest - 0x38000000, 13)
  const exponent = rest >>> 23
  // Below half of the smallest there is.
  if (exponent < 102) return sign
  return sign | roundedShift((rest & 0x7fffff) | 0x800000, 126 - exponent)
}

/** The number that 16 bits of half precision stand for. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** A shift to the right that rounds to the nearest, ties to even; a carry may run into the exponent, as it should. */
function roundedShift(value: number, by: number): number {
  const down = value >>> by
  const lost = value & ((1 << by) - 1)
  const half = 1 << (by - 1)
  return lost > half || (lost === half && down % 2 === 1) ? down + 1 : down
}

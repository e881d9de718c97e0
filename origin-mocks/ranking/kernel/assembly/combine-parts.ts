/** Bytes of numbers that are summed in single precision, before their sum goes on in double: a multiple of 64. */
const blockBytes: usize = 4096

/**
 * base + weightEase · z(ease) + weightIals · z(ials) for `items` items, where z is standardised over them: around 0 with deviation 1, or 0 where all
 * are the same. All four columns are there up to a multiple of 4; what was added to `ease` and `ials` is 0.
 */
export function combineParts(base: usize, ease: usize, ials: usize, items: i32, weightEase: f32, weightIals: f32, out: usize): void {
  const meanEase = <f32>meanOf(ease, items)
  const meanIals = <f32>meanOf(ials, items)
  const perEase = f32x4.splat(weightEase * inverseDeviation(ease, items, meanEase))
  const perIals = f32x4.splat(weightIals * inverseDeviation(ials, items, meanIals))
  const ofEase = f32x4.splat(meanEase)
  const ofIals = f32x4.splat(meanIals)
  const end = paddedBytes(items)
  for (let at: usize = 0; at < end; at += 16) {
    const byEase = f32x4.mul(f32x4.sub(v128.load(ease + at), ofEase), perEase)
    const byIals = f32x4.mul(f32x4.sub(v128.load(ials + at), ofIals), perIals)
    v128.store(out + at, f32x4.add(v128.load(base + at), f32x4.add(byEase, byIals)))
  }
}

function meanOf(column: usize, items: i32): f64 {
  return sumOf(column, paddedBytes(items), 0, false) / <f64>items
}

/** 1 by the deviation; 0 where what differs is rounding. */
function inverseDeviation(column: usize, items: i32, mean: f32): f32 {
  const end = paddedBytes(items)
  // What was added lies as far off as 0 does.
  const added = <f64>(<i32>(end >> 2) - items) * <f64>mean * <f64>mean
  const deviation = Math.sqrt(max(sumOf(column, end, mean, true) - added, 0) / <f64>items)
  return deviation > 1e-6 * Math.abs(mean) ? <f32>(1 / deviation) : 0
}

/** The sum of how far numbers lie from `middle`, or of the squares of that: by four vectors, since one would wait for itself. */
function sumOf(column: usize, bytes: usize, middle: f32, squared: bool): f64 {
  const from = f32x4.splat(middle)
  let total: f64 = 0
  let at: usize = 0
  while (at + 64 <= bytes) {
    const to = min(at + blockBytes, bytes & ~63)
    let a = f32x4.splat(0)
    let b = f32x4.splat(0)
    let c = f32x4.splat(0)
    let d = f32x4.splat(0)
    for (; at < to; at += 64) {
      const p = f32x4.sub(v128.load(column + at), from)
      const q = f32x4.sub(v128.load(column + at, 16), from)
      const r = f32x4.sub(v128.load(column + at, 32), from)
      const s = f32x4.sub(v128.load(column + at, 48), from)
      a = f32x4.add(a, squared ? f32x4.mul(p, p) : p)
      b = f32x4.add(b, squared ? f32x4.mul(q, q) : q)
      c = f32x4.add(c, squared ? f32x4.mul(r, r) : r)
      d = f32x4.add(d, squared ? f32x4.mul(s, s) : s)
    }
    total += sumOfLanes(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)))
  }
  for (; at < bytes; at += 16) {
    const p = f32x4.sub(v128.load(column + at), from)
    total += sumOfLanes(squared ? f32x4.mul(p, p) : p)
  }
  return total
}

function sumOfLanes(four: v128): f64 {
  const low = f64x2.promote_low_f32x4(four)
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 0, 1))
  const two = f64x2.add(low, high)
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1)
}

function paddedBytes(items: i32): usize {
  return ((<usize>items + 3) & ~3) << 2
}

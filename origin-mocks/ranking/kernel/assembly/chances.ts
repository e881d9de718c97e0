/**
 * The chance behind each of `items` scores, by how many standard deviations it lies above their mean: 1 / (1 + odds · t), with t that of `table`, which
 * has `steps` for each deviation from `least` on and `count` numbers that fall. So a chance never falls as the score grows, and follows a curve in steps
 * of a part of it. -Infinity counts for nothing, and gets 0. Scores are there up to a multiple of 4, behind which is -Infinity.
 */
export function chances(scores: usize, items: i32, table: usize, count: i32, steps: f32, least: f32, odds: f32, out: usize): void {
  const lowest = f32x4.splat(-f32.MAX_VALUE)
  const end = (<usize>(items + 3) & ~3) << 2
  let counts = i32x4.splat(0)
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < end; at += 16) {
    const score = v128.load(scores + at)
    const isShown = f32x4.gt(score, lowest)
    counts = i32x4.sub(counts, isShown)
    sums = f32x4.add(sums, v128.and(score, isShown))
  }
  const shown = max<f32>(sumOfLanes(f32x4.convert_i32x4_s(counts)), 1)
  const mean = sumOfLanes(sums) / shown
  const middle = f32x4.splat(mean)
  let squares = f32x4.splat(0)
  for (let at: usize = 0; at < end; at += 16) {
    const score = v128.load(scores + at)
    const off = v128.and(f32x4.sub(score, middle), f32x4.gt(score, lowest))
    squares = f32x4.add(squares, f32x4.mul(off, off))
  }
  const deviation = sqrt(sumOfLanes(squares) / shown)
  const perDeviation = f32x4.splat(steps / (deviation > 0 ? deviation : 1))
  const first = f32x4.splat(least * steps)
  const one = f32x4.splat(1)
  const against = f32x4.splat(odds)
  const last = i32x4.splat(count - 1)
  for (let at: usize = 0; at < end; at += 16) {
    const score = v128.load(scores + at)
    const step = f32x4.sub(f32x4.mul(f32x4.sub(score, middle), perDeviation), first)
    const point = i32x4.shl(i32x4.max_s(i32x4.min_s(i32x4.trunc_sat_f32x4_s(step), last), i32x4.splat(0)), 2)
    let falling = v128.load32_zero(table + <usize>i32x4.extract_lane(point, 0))
    falling = v128.load32_lane(table + <usize>i32x4.extract_lane(point, 1), falling, 1)
    falling = v128.load32_lane(table + <usize>i32x4.extract_lane(point, 2), falling, 2)
    falling = v128.load32_lane(table + <usize>i32x4.extract_lane(point, 3), falling, 3)
    const chance = f32x4.div(one, f32x4.add(one, f32x4.mul(falling, against)))
    v128.store(out + at, v128.and(chance, f32x4.gt(score, lowest)))
  }
}

function sumOfLanes(four: v128): f32 {
  return f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1) + (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3))
}

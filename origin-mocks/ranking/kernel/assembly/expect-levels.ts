import { exponential, logarithm } from './exponential.ts'

/**
 * The rating that a restricted Boltzmann machine expects of each of `count` items: levels weighed by their free energy, as `expectedLevel` of the
 * models has it, with log(1 + eˣ) as max(x, 0) + log(1 + e^-|x|). A row of `codes` for each level of each item; `drive` has `stride` numbers, of
 * which those behind `hidden` are so low that they say nothing. `logs` is room for as many numbers as there are levels, up to a multiple of 4.
 */
export function expectLevels(
  codes: usize,
  stride: i32,
  scales: usize,
  biases: usize,
  levels: usize,
  levelCount: i32,
  drive: usize,
  items: usize,
  count: i32,
  logs: usize,
  out: usize,
): void {
  for (let n: usize = 0; n < <usize>count; n++) {
    const first = load<u32>(items + (n << 2)) * levelCount
    for (let level = 0; level < levelCount; level++) {
      const row = <usize>(first + level)
      const energy = freeEnergy(codes + row * stride, stride, load<f32>(scales + (row << 2)), drive)
      store<f32>(logs + ((<usize>level) << 2), load<f32>(biases + (row << 2)) + energy)
    }
    store<f32>(out + (n << 2), expectation(logs, levels, levelCount))
  }
}

/** Σ log(1 + e^(drive + weight)), lane by lane: four products of up to 64 factors between 1 and 2 stay finite. */
function freeEnergy(row: usize, stride: i32, scale: f32, drive: usize): f32 {
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const step = f32x4.splat(scale)
  let sum = zero
  let factors = one
  for (let at: usize = 0; at < <usize>stride; at += 4) {
    const weight = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(row + at))))
    const x = f32x4.add(v128.load(drive + (at << 2)), f32x4.mul(weight, step))
    sum = f32x4.add(sum, f32x4.max(x, zero))
    factors = f32x4.mul(factors, f32x4.add(one, exponential(f32x4.neg(f32x4.abs(x)))))
    // 2 to the power of 64.
    if ((at & 255) === 252) {
      sum = f32x4.add(sum, logarithm(factors))
      factors = one
    }
  }
  sum = f32x4.add(sum, logarithm(factors))
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
}

/** The mean of the levels, each by e to the power of its logarithm. */
function expectation(logs: usize, levels: usize, count: i32): f32 {
  const end = (<usize>count) << 2
  let most = load<f32>(logs)
  for (let at: usize = 4; at < end; at += 4) most = max(most, load<f32>(logs + at))
  let mean: f32 = 0
  let total: f32 = 0
  for (let at: usize = 0; at < end; at += 4) {
    const chance = f32x4.extract_lane(exponential(f32x4.splat(load<f32>(logs + at) - most)), 0)
    mean += chance * <f32>load<f64>(levels + (at << 1))
    total += chance
  }
  return mean / total
}

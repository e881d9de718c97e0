/**
 * e to the power of four numbers from -87 to 87; what lies further out counts as that. Cody and Waite's reduction by multiples of ln 2 and the
 * polynomial of Cephes' `expf` (Moshier): right to 2 units in the last place.
 */
export function exponential(x: v128): v128 {
  const within = f32x4.max(f32x4.min(x, f32x4.splat(87)), f32x4.splat(-87))
  const power = f32x4.nearest(f32x4.mul(within, f32x4.splat(<f32>Math.LOG2E)))
  let rest = f32x4.sub(within, f32x4.mul(power, f32x4.splat(0.693359375)))
  rest = f32x4.sub(rest, f32x4.mul(power, f32x4.splat(-2.1219444e-4)))
  let sum = f32x4.splat(1.98756915e-4)
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.3981999507e-3))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(8.3334519073e-3))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(4.1665795894e-2))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.6666665459e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(5.0000001201e-1))
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, rest), rest), rest), f32x4.splat(1))
  return f32x4.mul(sum, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23))
}

/** The natural logarithms of four positive numbers, neither infinite nor too small for a full fraction: Cephes' `logf`. */
export function logarithm(x: v128): v128 {
  // The exponent of a number between the root of a half and the root of two.
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const power = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const fraction = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const rest = f32x4.sub(fraction, f32x4.splat(1))
  const square = f32x4.mul(rest, rest)
  let sum = f32x4.splat(7.0376836292e-2)
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.151461031e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.167699874e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.2420140846e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.4249322787e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.6668057665e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(2.0000714765e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-2.4999993993e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(3.3333331174e-1))
  sum = f32x4.mul(f32x4.mul(sum, rest), square)
  sum = f32x4.add(sum, f32x4.mul(power, f32x4.splat(-2.1219444e-4)))
  sum = f32x4.sub(sum, f32x4.mul(square, f32x4.splat(0.5)))
  return f32x4.add(f32x4.add(rest, sum), f32x4.mul(power, f32x4.splat(0.693359375)))
}

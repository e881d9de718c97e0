/** How far codes of a vector are moved up, so that none is negative: the relaxed instruction takes seven bits without a sign. */
const lift = 64
/** The largest code of a vector, before it is moved up. */
const mostCode: f32 = 63

/**
 * Rounds a vector of `columns` numbers to 127 steps, moved up by 64: `stride` bytes from `codes`. Gives the step; 0 for a vector of zeros.
 * Columns that were added stand at 64, which means 0.
 */
export function quantizeVector(vector: usize, columns: i32, stride: i32, codes: usize): f32 {
  let most: f32 = 0
  for (let n = 0; n < columns; n++) most = max(most, abs(load<f32>(vector + ((<usize>n) << 2))))
  const step = most / mostCode
  const perStep: f32 = step > 0 ? 1 / step : 0
  for (let n = 0; n < stride; n++) {
    const steps: f32 = n < columns ? nearest(load<f32>(vector + ((<usize>n) << 2)) * perStep) : 0
    store<u8>(codes + n, <u8>(<i32>max(-mostCode, min(mostCode, steps)) + lift))
  }
  return step
}

/**
 * The products of a vector with interleaved rows of eight bits, sixteen rows at once: `count` rows, a multiple of 4, of `stride` codes, a multiple of
 * 16. The sums are whole numbers, so both builds come to the same; what was moved up is taken off by the sum of each row's codes (`sums`).
 */
export function scoreRows(rows: usize, stride: i32, sums: usize, scales: usize, count: i32, codes: usize, step: f32, out: usize): void {
  const steps = f32x4.splat(step)
  // 1, though no compiler knows it: a constant would be made anew each time.
  const ones = i16x8.splat(<i16>(1 + (stride & 15)))
  const last = codes + stride
  const end = out + ((<usize>count) << 2)
  for (; out + 64 <= end; out += 64) {
    let a = i32x4.splat(0)
    let b = i32x4.splat(0)
    let c = i32x4.splat(0)
    let d = i32x4.splat(0)
    let a2 = i32x4.splat(0)
    let b2 = i32x4.splat(0)
    let c2 = i32x4.splat(0)
    let d2 = i32x4.splat(0)
    for (let u = codes; u < last; u += 16) {
      const u0 = v128.load32_splat(u)
      const u1 = v128.load32_splat(u, 4)
      const u2 = v128.load32_splat(u, 8)
      const u3 = v128.load32_splat(u, 12)
      a = addProducts(rows, u0, u1, u2, u3, ones, a)
      b = addProducts(rows + 64, u0, u1, u2, u3, ones, b)
      c = addProducts(rows + 128, u0, u1, u2, u3, ones, c)
      d = addProducts(rows + 192, u0, u1, u2, u3, ones, d)
      if (!ASC_FEATURE_RELAXED_SIMD) {
        a2 = addHighProducts(rows, u0, u1, u2, u3, a2)
        b2 = addHighProducts(rows + 64, u0, u1, u2, u3, b2)
        c2 = addHighProducts(rows + 128, u0, u1, u2, u3, c2)
        d2 = addHighProducts(rows + 192, u0, u1, u2, u3, d2)
      }
      rows += 256
    }
    finish(a, a2, sums, scales, steps, out)
    finish(b, b2, sums + 16, scales + 16, steps, out + 16)
    finish(c, c2, sums + 32, scales + 32, steps, out + 32)
    finish(d, d2, sums + 48, scales + 48, steps, out + 48)
    sums += 64
    scales += 64
  }
  for (; out < end; out += 16) {
    let a = i32x4.splat(0)
    let a2 = i32x4.splat(0)
    for (let u = codes; u < last; u += 16) {
      const u0 = v128.load32_splat(u)
      const u1 = v128.load32_splat(u, 4)
      const u2 = v128.load32_splat(u, 8)
      const u3 = v128.load32_splat(u, 12)
      a = addProducts(rows, u0, u1, u2, u3, ones, a)
      if (!ASC_FEATURE_RELAXED_SIMD) a2 = addHighProducts(rows, u0, u1, u2, u3, a2)
      rows += 64
    }
    finish(a, a2, sums, scales, steps, out)
    sums += 16
    scales += 16
  }
}

/**
 * Adds sixteen products for each of four rows. Eight of a row are added in sixteen bits, which hold them: rows that were quantised to be summed see to
 * it. `i32x4.relaxed_dot_i8x16_i7x16_add_s` would need no such care, and is one instruction where there is AVX-VNNI; but it is six where there is
 * AVX-512 VNNI alone, for which V8 has no code, and this is twice as fast there. The strict build adds in 32 bits, here for the first two rows.
 */
function addProducts(rows: usize, u0: v128, u1: v128, u2: v128, u3: v128, ones: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    const one = i16x8.add(pairs(v128.load(rows), u0), pairs(v128.load(rows, 16), u1))
    const other = i16x8.add(pairs(v128.load(rows, 32), u2), pairs(v128.load(rows, 48), u3))
    return i32x4.add(sum, i32x4.dot_i16x8_s(i16x8.add(one, other), ones))
  }
  const one = i32x4.add(lowProducts(v128.load(rows), u0), lowProducts(v128.load(rows, 16), u1))
  const other = i32x4.add(lowProducts(v128.load(rows, 32), u2), lowProducts(v128.load(rows, 48), u3))
  return i32x4.add(sum, i32x4.add(one, other))
}

/** The same for the last two rows, in the strict build. */
function addHighProducts(rows: usize, u0: v128, u1: v128, u2: v128, u3: v128, sum: v128): v128 {
  const one = i32x4.add(highProducts(v128.load(rows), u0), highProducts(v128.load(rows, 16), u1))
  const other = i32x4.add(highProducts(v128.load(rows, 32), u2), highProducts(v128.load(rows, 48), u3))
  return i32x4.add(sum, i32x4.add(one, other))
}

function pairs(rows: v128, vector: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i16x8.relaxed_dot_i8x16_i7x16_s(rows, vector) : rows
}

function lowProducts(rows: v128, vector: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(rows), i16x8.extend_low_i8x16_s(vector))
}

function highProducts(rows: v128, vector: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(rows), i16x8.extend_low_i8x16_s(vector))
}

/** The scores of four rows: of two sums each where they were added by twos. */
function finish(sum: v128, high: v128, sums: usize, scales: usize, steps: v128, out: usize): void {
  const whole = ASC_FEATURE_RELAXED_SIMD
    ? sum
    : i32x4.add(v128.shuffle<i32>(sum, high, 0, 2, 4, 6), v128.shuffle<i32>(sum, high, 1, 3, 5, 7))
  const total = i32x4.sub(whole, i32x4.shl(v128.load(sums), 6))
  v128.store(out, f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(total), v128.load(scales)), steps))
}

/** Sets the score of each item to what is not weighed one by one, `liked` times; the items that were added to a multiple of 4 to 0. */
export function startEase(rest: usize, items: i32, liked: f32, scores: usize): void {
  const times = f32x4.splat(liked)
  const end = (<usize>items) << 2
  const whole = end & ~15
  for (let at: usize = 0; at < whole; at += 16) v128.store(scores + at, f32x4.mul(v128.load(rest + at), times))
  for (let at = whole; at < ((end + 15) & ~15); at += 4) store<f32>(scores + at, at < end ? load<f32>(rest + at) * liked : 0)
}

/** Adds what liking each of `count` items says of others: `width` targets in sixteen bits and as many weights in half precision an item. */
export function addEase(targets: usize, weights: usize, width: i32, liked: usize, count: i32, scores: usize): void {
  const bytes = (<usize>width) << 1
  for (let n = 0; n < count; n++) {
    const row = <usize>load<u32>(liked + ((<usize>n) << 2)) * bytes
    const end = targets + row + bytes
    let weight = weights + row
    for (let target = targets + row; target < end; target += 2) {
      const score = scores + ((<usize>load<u16>(target)) << 2)
      store<f32>(score, load<f32>(score) + fromHalf(load<u16>(weight)))
      weight += 2
    }
  }
}

/** The number of sixteen bits of half precision, exactly: its fraction and exponent in the place of single precision's, times 2^112. */
function fromHalf(half: u32): f32 {
  const number = reinterpret<f32>((half & 0x7fff) << 13) * reinterpret<f32>(0x77800000)
  return reinterpret<f32>(reinterpret<u32>(number) | ((half & 0x8000) << 16))
}

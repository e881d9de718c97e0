/**
 * The chance behind each of `items` scores, by how many standard deviations it lies above their mean: that of `table`, which has `steps` for each
 * deviation from `least` on and `count` numbers. So a chance never falls as the score grows, and follows a curve in steps of a part of it. -Infinity
 * counts for nothing, and gets 0.
 */
export function chances(scores: usize, items: i32, table: usize, count: i32, steps: f32, least: f32, out: usize): void {
  const end = (<usize>items) << 2
  let shown = 0
  let sum: f64 = 0
  for (let at: usize = 0; at < end; at += 4) {
    const score = load<f32>(scores + at)
    const isShown = score > -f32.MAX_VALUE
    sum += isShown ? <f64>score : 0
    shown += i32(isShown)
  }
  const mean = sum / <f64>max(shown, 1)
  let squares: f64 = 0
  for (let at: usize = 0; at < end; at += 4) {
    const score = load<f32>(scores + at)
    const off = score > -f32.MAX_VALUE ? <f64>score - mean : 0
    squares += off * off
  }
  const deviation = Math.sqrt(squares / <f64>max(shown, 1))
  const perStep = <f32>(<f64>steps / (deviation > 0 ? deviation : 1))
  const middle = <f32>mean
  const last = <f32>(count - 1)
  for (let at: usize = 0; at < end; at += 4) {
    const score = load<f32>(scores + at)
    const step = max<f32>(0, min<f32>(last, (score - middle) * perStep - least * steps))
    store<f32>(out + at, score > -f32.MAX_VALUE ? load<f32>(table + ((<usize>(<i32>step)) << 2)) : 0)
  }
}

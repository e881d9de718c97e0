import { addTimes, product } from './gather-rows.ts'

/**
 * Ridge regression event by event: `solution` minimises Σ (target − row·solution)² + Σ solution² / inverse over the rows so far, of which there are
 * `known` already, whose directions stand in `directions`; `count` more move it to where all of them have it (Sherman and Morrison, "Adjustment of
 * an inverse matrix", 1950; the recursive least squares of Plackett, "Some theorems in least squares", 1950). The inverse is not kept as a matrix
 * but as its diagonal beginning less one direction for each row: the n-th row costs 2n + 3 vector operations, not as many as there are columns. A
 * direction is divided by the root of what it was divided by, so that it is taken off as it stands.
 */
export function updateSolution(
  rows: usize,
  targets: usize,
  known: i32,
  count: i32,
  size: i32,
  inverse: usize,
  directions: usize,
  solution: usize,
): void {
  const bytes = (<usize>size) << 2
  let own = directions + <usize>known * bytes
  for (let n = 0; n < count; n++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(own + at, f32x4.mul(v128.load(inverse + at), v128.load(rows + at)))
    for (let other = directions; other < own; other += bytes) addTimes(-product(other, rows, bytes), other, own, bytes)
    const spread: f32 = 1 + product(rows, own, bytes)
    const off = load<f32>(targets + ((<usize>n) << 2)) - product(rows, solution, bytes)
    addTimes(off / spread, own, solution, bytes)
    scale(own, 1 / sqrt(spread), bytes)
    own += bytes
    rows += bytes
  }
}

function scale(vector: usize, by: f32, bytes: usize): void {
  const factor = f32x4.splat(by)
  for (let at: usize = 0; at < bytes; at += 16) v128.store(vector + at, f32x4.mul(v128.load(vector + at), factor))
}

/**
 * Writes rows of eight bits interleaved: `count` of them, a multiple of 4, of `stride` codes, a multiple of 16. Sixteen rows stand together, and four at a
 * time what is left; of them sixteen columns after the other; of these, four rows in 64 bytes; and there four codes of each. So a vector
 * holds four codes of four rows, sums end in the lanes of their rows, and memory is read from one end to the other.
 */
export function interleaveRows(rows: usize, stride: i32, count: i32, out: usize): void {
  for (let first = 0; first < count; first += rowsTogether(first, count)) {
    const together = rowsTogether(first, count)
    for (let row = 0; row < together; row++) {
      for (let f = 0; f < stride; f += 4) store<u32>(out + placeOf(row, f, together), load<u32>(rows + f))
      rows += stride
    }
    out += <usize>together * stride
  }
}

/** How many rows stand together, from the first of sixteen or of four on. */
function rowsTogether(first: i32, all: i32): i32 {
  return all - first >= 16 ? 16 : 4
}

/** Where four codes of a row stand that is one of so many together. */
function placeOf(row: i32, f: i32, together: i32): usize {
  return <usize>((f >> 4) * (together << 4) + ((row >> 2) << 6) + (((f >> 2) & 3) << 4) + ((row & 3) << 2))
}

/** So much of memory comes into a cache at once. */
const lineBytes: usize = 64

/**
 * Reads a number of each cache line of some rows of `bytes`, by their numbers. Nothing here waits for what was read, so memory that no cache holds is asked
 * for many rows at once; work on the rows themselves would ask for one after the other. What was read goes to `read`, lest a compiler leave it out.
 */
export function touchRows(table: usize, bytes: i32, rows: usize, count: i32, read: usize): void {
  let sum: u32 = 0
  for (let n = 0; n < count; n++) {
    const row = table + <usize>load<u32>(rows + ((<usize>n) << 2)) * bytes
    const last = row + bytes - 1
    for (let at = row; at < last; at += lineBytes) sum ^= load<u8>(at)
    sum ^= load<u8>(last)
  }
  store<u32>(read, sum)
}

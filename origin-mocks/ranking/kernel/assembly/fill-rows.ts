/**
 * Puts films, the best first, into all the rows that they belong to, until `open` rows are full or the films are at an end: those of film i are
 * `rows[starts[i]]` up to, not including, `rows[starts[i + 1]]`. Row r has its films in `titles` up to `next[r]`, and is full at `limit[r]`, where there is
 * room for one more. Left out are films that `allowed` does not mark and, of rows that `isUnseen` marks, those that `seen` does.
 */
export function fillRows(
  best: usize,
  count: i32,
  allowed: usize,
  seen: usize,
  starts: usize,
  rows: usize,
  isUnseen: usize,
  titles: usize,
  next: usize,
  limit: usize,
  open: i32,
): void {
  const end = best + ((<usize>count) << 2)
  for (; best < end && open > 0; best += 4) {
    const film = <usize>load<u32>(best)
    if (load<u8>(allowed + film) === 0) continue
    const wasSeen: u32 = load<u8>(seen + film)
    const own = starts + (film << 2)
    const last = rows + ((<usize>load<u32>(own, 4)) << 1)
    for (let at = rows + ((<usize>load<u32>(own)) << 1); at < last; at += 2) {
      const row = <usize>load<u16>(at)
      if (wasSeen & <u32>load<u8>(isUnseen + row)) continue
      const ending = next + (row << 2)
      const to = load<u32>(ending)
      const left = load<u32>(limit + (row << 2)) - to
      // Whether a row is full is as good as chance to a processor: a full one is written to behind its end, which is no branch.
      store<u32>(titles + ((<usize>to) << 2), <u32>film)
      store<u32>(ending, to + <u32>(left !== 0))
      open -= <i32>(left === 1)
    }
  }
}

/** So many films are looked up together. */
const lookedUp: usize = 1024
/** The first so many rows of a film are looked up with it: eight bytes. */
const rowsWithIt: u32 = 4
/** What is written of a film that is looked up: these rows, and how many it has. */
const lookBytes: usize = 12

/**
 * Puts films, the best first, into all the rows that they belong to, until `open` rows are full or the films are at an end: those of film i are
 * `rows[starts[i]]` up to, not including, `rows[starts[i + 1]]`, behind the last of which there are three more. Of each row there stand in `ends` four
 * numbers: where its next film goes, where it is full and has room for one more, whether films that `seen` marks are left out, and nothing. Films that
 * `allowed` does not mark are left out of all. `looks` has room for 12 KB.
 */
export function fillRows(
  best: usize,
  count: i32,
  allowed: usize,
  seen: usize,
  starts: usize,
  rows: usize,
  ends: usize,
  open: i32,
  looks: usize,
): void {
  const end = best + ((<usize>count) << 2)
  while (best < end && open > 0) {
    const to = min(best + (lookedUp << 2), end)
    lookUp(best, to, allowed, starts, rows, looks)
    for (let look = looks; best < to && open > 0; best += 4, look += lookBytes) {
      const film = load<u32>(best)
      const wasSeen: u32 = load<u8>(seen + <usize>film)
      const belongs = load<u32>(look, 8)
      let four = load<u64>(look)
      for (let left = min(belongs, rowsWithIt); left > 0; left--) {
        open -= put(film, wasSeen, ends + ((<usize>(four & 0xffff)) << 4))
        four >>= 16
      }
      if (belongs > rowsWithIt) {
        const first = rows + ((<usize>load<u32>(starts + ((<usize>film) << 2))) << 1)
        for (let n = rowsWithIt; n < belongs; n++) open -= put(film, wasSeen, ends + ((<usize>load<u16>(first + ((<usize>n) << 1))) << 4))
      }
    }
  }
}

/**
 * Writes of each film its first four rows and how many it has, 0 where it is not allowed. Nothing here waits for what was read, so memory that no cache
 * holds is asked for many films at once; loops that go by how many there are would ask for one after the other.
 */
function lookUp(best: usize, to: usize, allowed: usize, starts: usize, rows: usize, looks: usize): void {
  for (; best < to; best += 4, looks += lookBytes) {
    const film = <usize>load<u32>(best)
    const own = starts + (film << 2)
    const start = load<u32>(own)
    store<u64>(looks, load<u64>(rows + ((<usize>start) << 1)))
    store<u32>(looks, (load<u32>(own, 4) - start) * <u32>load<u8>(allowed + film), 8)
  }
}

/**
 * Puts a film into a row, and gives 1 where that is now full. Whether a row was full before is as good as chance to a processor: a full one is written to
 * behind its end, which is no branch.
 */
function put(film: u32, wasSeen: u32, row: usize): i32 {
  if (wasSeen & load<u32>(row, 8)) return 0
  const place = load<u32>(row)
  const left = load<u32>(row, 4) - place
  store<u32>(<usize>place, film)
  store<u32>(row, place + ((<u32>(left !== 0)) << 2))
  return <i32>(left === 4)
}

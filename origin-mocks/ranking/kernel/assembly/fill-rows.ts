/** So many films are looked up together, and then put into rows before anybody asks whether all are full. */
const lookedUp: usize = 256
/** Each film has four rows at hand, numbers of fifteen bits. */
const lookBytes: usize = 8
const rowMask: u64 = 0x7fff
/** In the first of the four: that the film was seen. In the last: that it has more rows. */
const isSeen: u64 = 0x8000
const hasMore: u64 = 0x8000_0000_0000_0000

/**
 * Puts films, the best first, into all the rows that they belong to, until these are full or the films are at an end. The rows of film i are four numbers
 * of sixteen bits from `firsts[4 * i]` on, and where the highest bit is set `more[starts[i]]` up to, not including, `more[starts[i + 1]]`; where it has
 * fewer than four, rows that are full from the beginning stand for them: how many it has is as good as chance to a processor. Of each row there stand in
 * `ends` four numbers: where its next film goes, where it is full and has room for one more, whether films that `seen` marks are left out, and nothing;
 * the `open` rows from `first` on are those to be filled. Films that `allowed` does not mark are put into the rows at `full`. `looks` has room for 2 KB.
 */
export function fillRows(
  best: usize,
  count: i32,
  allowed: usize,
  seen: usize,
  firsts: usize,
  full: usize,
  starts: usize,
  more: usize,
  ends: usize,
  first: i32,
  open: i32,
  looks: usize,
): void {
  const end = best + ((<usize>count) << 2)
  const own = ends + ((<usize>first) << 4)
  while (best < end && isAnyOpen(own, open)) {
    const to = min(best + (lookedUp << 2), end)
    lookUp(best, to, allowed, seen, firsts, full, looks)
    for (let look = looks; best < to; best += 4, look += lookBytes) {
      const film = load<u32>(best)
      const four = load<u64>(look)
      const wasSeen = (four & isSeen) !== 0
      put(film, rowAt(ends, four), wasSeen)
      put(film, rowAt(ends, four >> 16), wasSeen)
      put(film, rowAt(ends, four >> 32), wasSeen)
      put(film, rowAt(ends, four >> 48), wasSeen)
      if (four & hasMore) {
        const from = load<u32>(starts + ((<usize>film) << 2))
        const behind = load<u32>(starts + ((<usize>film) << 2), 4)
        for (let n = from; n < behind; n++) put(film, rowAt(ends, load<u16>(more + ((<usize>n) << 1))), wasSeen)
      }
    }
  }
}

function isAnyOpen(rows: usize, count: i32): bool {
  for (let n = 0; n < count; n++, rows += 16) if (load<u32>(rows) !== load<u32>(rows, 4)) return true
  return false
}

/**
 * Writes the first four rows of each film, and whether it was seen. Nothing here waits for what was read, so memory that no cache holds is asked for many
 * films at once; who puts them asks for one after the other.
 */
function lookUp(best: usize, to: usize, allowed: usize, seen: usize, firsts: usize, full: usize, looks: usize): void {
  const fullFour = load<u64>(full)
  for (; best < to; best += 4, looks += lookBytes) {
    const film = <usize>load<u32>(best)
    const four = select(load<u64>(firsts + (film << 3)), fullFour, load<u8>(allowed + film))
    store<u64>(looks, four | ((<u64>load<u8>(seen + film)) << 15))
  }
}

function rowAt(ends: usize, row: u64): usize {
  return ends + ((<usize>(row & rowMask)) << 4)
}

/**
 * Puts a film into a row. Whether that was full before is as good as chance to a processor: a full one is written to behind its end, which is no branch.
 */
function put(film: u32, row: usize, wasSeen: bool): void {
  if (wasSeen && load<u32>(row, 8)) return
  const place = load<u32>(row)
  store<u32>(<usize>place, film)
  store<u32>(row, place + ((<u32>(place !== load<u32>(row, 4))) << 2))
}

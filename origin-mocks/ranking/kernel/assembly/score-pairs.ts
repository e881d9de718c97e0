/** Fewer pairs than this are sorted in four rounds of eight bits, more in three of eleven, whose tables take longer to clear. */
const many = 1024

/** Numbers that ascend as scores descend; those of 0 and -0 are equal. */
export function keysOf(scores: v128): v128 {
  const bits = f32x4.add(scores, f32x4.splat(0))
  return v128.bitselect(bits, v128.andnot(i32x4.splat(0x7fffffff), bits), i32x4.shr_s(bits, 31))
}

/** Writes the pair of a score's key and an item's number, and gives where it ends. */
export function put(end: usize, score: f32, item: i32): usize {
  return putWhere(1, end, i32x4.extract_lane(keysOf(f32x4.splat(score)), 0), item)
}

/** Writes a pair, and goes on behind it where it `passes`, 1, or else over it. */
export function putWhere(passes: i32, end: usize, key: i32, item: i32): usize {
  store<u32>(end, key)
  store<u32>(end + 4, item)
  return end + ((<usize>passes) << 3)
}

/**
 * Sorts pairs of a key and a number by the key, keeping the order of equal ones (radix sort, Knuth volume 3, 5.2.5); the result is in `list`. `spare` is as
 * long as `list`; `counts` has 24 KB.
 */
export function sortByKey(list: usize, spare: usize, count: i32, counts: usize): void {
  const bits = count < many ? 8 : 11
  const rounds = count < many ? 4 : 3
  countKeys(list, count, counts, bits, rounds)
  let from = list
  let to = spare
  for (let round = 0; round < rounds; round++) {
    scatterBy(round * bits, bits, from, to, count, counts + (((<usize>round) << 2) << bits))
    const sorted = to
    to = from
    from = sorted
  }
  if (from !== list) memory.copy(list, from, (<usize>count) << 3)
}

/** Counts the keys for all rounds at once. */
function countKeys(list: usize, count: i32, counts: usize, bits: i32, rounds: i32): void {
  const end = list + ((<usize>count) << 3)
  const tableBytes: usize = 4 << bits
  const mask = (1 << bits) - 1
  memory.fill(counts, 0, <usize>rounds * tableBytes)
  for (let at = list; at < end; at += 8) {
    const key = load<u32>(at)
    increase(counts + ((<usize>(key & mask)) << 2))
    increase(counts + tableBytes + ((<usize>((key >> bits) & mask)) << 2))
    increase(counts + 2 * tableBytes + ((<usize>((key >> (2 * bits)) & mask)) << 2))
    if (rounds > 3) increase(counts + 3 * tableBytes + ((<usize>(key >> (3 * bits))) << 2))
  }
}

function increase(counter: usize): void {
  store<u32>(counter, load<u32>(counter) + 1)
}

/** One round: by the bits of the key from `shift` on, of which there are counts. */
function scatterBy(shift: i32, bits: i32, from: usize, to: usize, count: i32, counts: usize): void {
  const end = from + ((<usize>count) << 3)
  const mask = (1 << bits) - 1
  let before: u32 = 0
  for (let bucket = counts; bucket < counts + (4 << bits); bucket += 4) {
    const own = load<u32>(bucket)
    store<u32>(bucket, before)
    before += own
  }
  for (let at = from; at < end; at += 8) {
    const pair = load<u64>(at)
    const bucket = counts + ((<usize>((<u32>pair >> shift) & mask)) << 2)
    const place = load<u32>(bucket)
    store<u32>(bucket, place + 1)
    store<u64>(to + ((<usize>place) << 3), pair)
  }
}

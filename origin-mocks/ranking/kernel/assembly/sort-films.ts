import { put, sortByKey } from './score-pairs.ts'

/**
 * Sorts `count` films, none twice, by their scores, best first; of equal ones the lower number first. `list` and `spare` have room for 8 bytes each, `counts`
 * for 24 KB.
 */
export function sortFilms(scores: usize, films: usize, count: i32, list: usize, spare: usize, counts: usize): void {
  let end = list
  for (let n = 0; n < count; n++) {
    const film = load<u32>(films + ((<usize>n) << 2))
    end = put(end, load<f32>(scores + ((<usize>film) << 2)), film)
  }
  sortByKey(list, spare, count, counts)
  for (let n = 0; n < count; n++) {
    const key = load<u32>(list + ((<usize>n) << 3))
    const film = load<u32>(list + ((<usize>n) << 3), 4)
    // Of equal scores there are few, or they came in their order: each goes in front of the higher ones.
    let place = n
    for (; place > 0; place--) {
      const before = films + ((<usize>place) << 2) - 4
      if (load<u32>(list + ((<usize>place) << 3) - 8) !== key || load<u32>(before) < film) break
      store<u32>(before, load<u32>(before), 4)
    }
    store<u32>(films + ((<usize>place) << 2), film)
  }
}

/** A set of code points: ranges in ascending order that neither meet nor overlap, both ends in it. */
export type CodePoints = readonly (readonly [first: number, last: number])[]

const last = 0x10ffff

/** The set of one code point, or of all from one to another. */
export const rangeOf = (from: number, to = from): CodePoints => [[from, to]]

/** What is in any of them. */
export function union(...sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = []
  for (const [from, to] of sets.flat().sort(([one], [other]) => one - other)) {
    const before = merged.at(-1)
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** What is not in it. */
export function complement(set: CodePoints): CodePoints {
  const rest: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1])
    next = to + 1
  }
  if (next <= last) rest.push([next, last])
  return rest
}

/**
 * The set with the other case of its letters, by Unicode's simple folding (https://www.unicode.org/Public/UNIDATA/CaseFolding.txt).
 * Undefined for a set that reaches beyond ASCII, whose letters have cases we do not know.
 */
export function withBothCases(set: CodePoints): CodePoints | undefined {
  if ((set.at(-1)?.[1] ?? 0) > 0x7f) return undefined
  const added: CodePoints[] = []
  for (let letter = 0x61; letter <= 0x7a; letter++) {
    const other = letter - 0x20
    if (!set.some(([from, to]) => (from <= letter && letter <= to) || (from <= other && other <= to))) continue
    added.push(rangeOf(letter), rangeOf(other))
    if (letter === 0x6b) added.push(rangeOf(0x212a))
    if (letter === 0x73) added.push(rangeOf(0x17f))
  }
  return union(set, ...added)
}

export const digits = rangeOf(0x30, 0x39)
export const wordCharacters = union(digits, rangeOf(0x41, 0x5a), rangeOf(0x5f), rangeOf(0x61, 0x7a))
/** As RE2 has it: no vertical tab. */
export const whiteSpace = union(rangeOf(0x09, 0x0a), rangeOf(0x0c, 0x0d), rangeOf(0x20))
export const allButNewline = complement(rangeOf(0x0a))

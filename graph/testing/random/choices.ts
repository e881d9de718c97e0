import fc from 'fast-check'

/**
 * Random decisions read from a list of numbers, which fast-check makes and shrinks. Zero, and the end of the list, is the first and
 * simplest one, so that smaller numbers are a simpler case.
 */
export class Choices {
  readonly #numbers: readonly number[]
  #at = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  /** An integer from 0 up to, not including, `count`. */
  below(count: number): number {
    return (this.#numbers[this.#at++] ?? 0) % count
  }

  /** One of these. Throws a RangeError where there are none. */
  of<item>(items: readonly item[]): item {
    if (items.length === 0) throw new RangeError('Cannot choose: need one item or more')
    return items[this.below(items.length)] as item
  }

  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent
  }

  /** Some of these, in any order, at least one; some twice. */
  some<item>(items: readonly item[], most: number): readonly item[] {
    return Array.from({ length: 1 + this.below(most) }, () => this.of(items))
  }
}

/** Numbers to decide by. */
export const randomNumbers = (length: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.nat(9_999), { minLength: length / 2, maxLength: length, size: 'max' })

/** The same number for the same text (FNV-1a, and a last mix so that neighbours lie apart). */
export function hash(text: string): number {
  let sum = 2_166_136_261
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 16_777_619)
  sum = Math.imul(sum ^ (sum >>> 15), 2_246_822_507)
  return (sum ^ (sum >>> 13)) >>> 0
}

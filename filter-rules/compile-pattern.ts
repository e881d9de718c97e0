import { type CodePoints, rangeOf } from './code-points.ts'
import { type Pattern, PatternProblem, readPattern } from './read-pattern.ts'
import { ruleLimits } from './rule-limits.ts'

/** A part of a nondeterministic automaton: reads a character and goes on, or goes on without. */
type Part =
  | { readonly reads: CodePoints; next: number }
  | { readonly reads: undefined; readonly only: 'begin' | 'end' | undefined; next: number[] }

/** Where it has matched, in the numbering of parts. */
const matched = 0

/**
 * A deterministic automaton. A state is where its row begins in `next`; the first row has matched whatever follows, the second never will.
 */
interface Automaton {
  /**
   * From which code point on each class of characters reaches, ascending, the first at 0: characters of one class lead to the same states.
   */
  readonly bounds: readonly number[]
  /** A row for each state: by class, the next state. */
  readonly next: Uint16Array
  readonly start: number
  /** The states that match if the text ends. */
  readonly ends: ReadonlySet<number>
}

/** A pattern, compiled: whether it matches anywhere in a text. */
export type PatternTest = (text: string) => boolean

/**
 * Compiles a pattern of CEL's `matches`. It becomes a deterministic automaton (Rabin and Scott, 'Finite Automata and Their Decision
 * Problems', 1959): each character of a text is one look into a table, whatever the pattern. Throws a `PatternProblem` where that takes too
 * many states.
 */
export function compilePattern(source: string): PatternTest {
  return testBy(determined(readPattern(source)))
}

/** Compiles a text to look for, in time that grows with the text searched alone. Throws a `PatternProblem` for one that is too long. */
export function compileNeedle(needle: string): PatternTest {
  const parts = Array.from(needle, (character): Pattern => ({ kind: 'one', of: rangeOf(character.codePointAt(0) as number) }))
  return testBy(determined({ kind: 'sequence', parts }))
}

function testBy({ bounds, next, start, ends }: Automaton): PatternTest {
  const ascii = Uint16Array.from({ length: 128 }, (_, code) => classOf(bounds, code))
  const lastHalt = bounds.length
  return (text) => {
    let state = start
    for (let at = 0; at < text.length && state > lastHalt; at++) {
      let code = text.charCodeAt(at)
      if (code < 128) {
        state = next[state + (ascii[code] as number)] as number
        continue
      }
      if (code >= 0xd800 && code <= 0xdbff) {
        code = text.codePointAt(at) as number
        if (code > 0xffff) at++
      }
      state = next[state + classOf(bounds, code)] as number
    }
    return state === 0 || ends.has(state)
  }
}

/** The class of a code point: the last bound that is not beyond it. */
function classOf(bounds: readonly number[], code: number): number {
  let low = 0
  let high = bounds.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((bounds[middle] as number) <= code) low = middle
    else high = middle - 1
  }
  return low
}

/** The parts of a pattern (Thompson, 'Regular Expression Search Algorithm', 1968), repetitions written out, and the first of them. */
function partsOf(pattern: Pattern): { readonly parts: readonly Part[]; readonly first: number } {
  const parts: Part[] = [{ reads: undefined, only: undefined, next: [] }]
  const add = (part: Part): number => parts.push(part) - 1
  let built = 0
  const build = (node: Pattern, then: number): number => {
    if (++built > ruleLimits.maxPatternSize) throw new PatternProblem('is too large once its repetitions are written out')
    switch (node.kind) {
      case 'one':
        return add({ reads: node.of, next: then })
      case 'begin':
      case 'end':
        return add({ reads: undefined, only: node.kind, next: [then] })
      case 'sequence':
        return node.parts.reduceRight((rest, part) => build(part, rest), then)
      case 'choice':
        return add({ reads: undefined, only: undefined, next: node.options.map((option) => build(option, then)) })
      case 'repeat': {
        const { part, least, most } = node
        let rest = then
        if (most === Number.POSITIVE_INFINITY) {
          const loop: number[] = [then]
          rest = add({ reads: undefined, only: undefined, next: loop })
          loop.push(build(part, rest))
        } else
          for (let times = least; times < most; times++) rest = add({ reads: undefined, only: undefined, next: [then, build(part, rest)] })
        for (let times = 0; times < least; times++) rest = build(part, rest)
        return rest
      }
    }
  }
  return { first: build(pattern, matched), parts }
}

function determined(pattern: Pattern): Automaton {
  const { parts, first } = partsOf(pattern)
  const bounds = [...new Set([0, ...parts.flatMap(({ reads = [] }) => reads.flatMap(([from, to]) => [from, to + 1]))])].sort(
    (a, b) => a - b,
  )

  /** All that can be reached without reading, in ascending order. */
  const reach = (from: Iterable<number>, at: { readonly begin: boolean; readonly end: boolean }): readonly number[] => {
    const reached = new Set<number>()
    const waiting = [...from]
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (reached.has(number)) continue
      reached.add(number)
      const part = parts[number] as Part
      if (part.reads === undefined && (part.only === undefined || at[part.only])) waiting.push(...part.next)
    }
    return [...reached].sort((one, other) => one - other)
  }

  const width = bounds.length
  const always = [matched]
  const never: readonly number[] = []
  const states: (readonly number[])[] = []
  const numbers = new Map<string, number>()
  const stateOf = (reached: readonly number[]): number => {
    // Nothing that follows can undo a match.
    const canonical = reached.includes(matched) ? always : reached
    const key = canonical.join()
    const known = numbers.get(key)
    if (known !== undefined) return known
    if (states.length >= ruleLimits.maxPatternStates) throw new PatternProblem('takes too many states: make it simpler')
    numbers.set(key, states.length * width)
    return (states.push(canonical) - 1) * width
  }

  const afterBeginning = reach([first], { begin: false, end: false })
  const acceptsAtEnd = (reached: readonly number[], begin: boolean) => reach(reached, { begin, end: true }).includes(matched)
  const canWait = afterBeginning.some((number) => parts[number]?.reads !== undefined) || acceptsAtEnd(afterBeginning, false)
  const afterRead = new Map<string, number>()
  const stateAfter = (reached: readonly number[], code: number): number => {
    const read = reached.flatMap((number) => {
      const { reads, next } = parts[number] as Part
      return reads?.some(([from, to]) => from <= code && code <= to) ? (next as number) : []
    })
    const key = read.join()
    const known = afterRead.get(key)
    if (known !== undefined) return known
    // It may match from here on as well as from where it began.
    const state = stateOf(read.length === 0 && !canWait ? never : reach([...read, first], { begin: false, end: false }))
    afterRead.set(key, state)
    return state
  }

  stateOf(always)
  stateOf(never)
  const beginning = reach([first], { begin: true, end: false })
  // A state of its own, though others may hold the same: only here `$^` still matches the empty text.
  const start = beginning.includes(matched) ? 0 : (states.push(beginning) - 1) * width
  const next: number[] = []
  const ends = new Set<number>()
  for (let at = 0; at < states.length; at++) {
    const reached = states[at] as readonly number[]
    const own = at * width
    if (acceptsAtEnd(reached, own === start)) ends.add(own)
    for (const bound of bounds) next.push(reached === always || reached === never ? own : stateAfter(reached, bound))
  }
  return { bounds, next: Uint16Array.from(next), start, ends }
}

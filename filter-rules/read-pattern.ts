import {
  allButNewline,
  type CodePoints,
  complement,
  digits,
  rangeOf,
  union,
  whiteSpace,
  withBothCases,
  wordCharacters,
} from './code-points.ts'
import { ruleLimits } from './rule-limits.ts'

/** What a pattern says. `begin` and `end` are of the text. */
export type Pattern =
  | { readonly kind: 'one'; readonly of: CodePoints }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }

/** A pattern that is none, or one that is not taken. */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem'
}

/** As RE2 counts: of one repetition. */
const maxRepetitions = 1_000

const classEscapes = new Map([
  ['d', digits],
  ['w', wordCharacters],
  ['s', whiteSpace],
])
const controlEscapes = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
])

/**
 * Reads a pattern in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax), which is CEL's: characters, `.`, classes, groups, `|`,
 * repetitions, `^` and `$`, `\d \w \s` and `(?i)` at the start. Throws a `PatternProblem` for what is no pattern, and for the rest of RE2:
 * word boundaries, other flags, named groups, Unicode classes.
 */
export function readPattern(source: string): Pattern {
  if (source.length > ruleLimits.maxPatternLength) throw new PatternProblem(`may be at most ${ruleLimits.maxPatternLength} long`)
  const characters = Array.from(source)
  const bothCases = source.startsWith('(?i)')
  let at = bothCases ? '(?i)'.length : 0

  function choice(): Pattern {
    const options = [sequence()]
    while (characters[at] === '|') {
      at++
      options.push(sequence())
    }
    return options.length === 1 ? (options[0] as Pattern) : { kind: 'choice', options }
  }

  function sequence(): Pattern {
    const parts: Pattern[] = []
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')') parts.push(repeated())
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'sequence', parts }
  }

  function repeated(): Pattern {
    const part = single()
    const times = repetition()
    if (times === undefined) return part
    // Which way it is repeated makes no difference to whether it matches.
    if (characters[at] === '?') at++
    if (repetition() !== undefined) throw new PatternProblem('repeats a repetition')
    return { kind: 'repeat', part, ...times }
  }

  function repetition(): { readonly least: number; readonly most: number } | undefined {
    const sign = characters[at]
    if (sign === '*' || sign === '+' || sign === '?') {
      at++
      return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
    }
    if (sign !== '{') return undefined
    const [all, low, comma, high] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(characters.slice(at, at + 12).join('')) ?? []
    if (all === undefined || (comma === '' && high !== '')) throw new PatternProblem("has a '{' that begins no repetition: write \\{")
    const least = Number(low)
    const most = comma === '' ? least : high === '' ? Number.POSITIVE_INFINITY : Number(high)
    if (most < least || least > maxRepetitions || (Number.isFinite(most) && most > maxRepetitions))
      throw new PatternProblem(`cannot repeat ${all}`)
    at += all.length
    return { least, most }
  }

  function single(): Pattern {
    const character = characters[at++] as string
    switch (character) {
      case '.':
        return { kind: 'one', of: allButNewline }
      case '^':
        return { kind: 'begin' }
      case '$':
        return { kind: 'end' }
      case '(':
        return group()
      case '[':
        return { kind: 'one', of: classOf() }
      case '\\':
        return one(escaped())
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternProblem(`has nothing to repeat before '${character}'`)
      case ']':
      case '}':
        throw new PatternProblem(`has a '${character}' that closes nothing: write \\${character}`)
      default:
        return one(character.codePointAt(0) as number)
    }
  }

  function group(): Pattern {
    if (characters[at] === '?') {
      if (characters[at + 1] !== ':') throw new PatternProblem('has a group of a kind that is not taken: of those with (? only (?:')
      at += 2
    }
    const inner = choice()
    if (characters[at++] !== ')') throw new PatternProblem("has a '(' that is not closed")
    return inner
  }

  function classOf(): CodePoints {
    const negated = characters[at] === '^'
    if (negated) at++
    const parts: CodePoints[] = []
    while (parts.length === 0 || characters[at] !== ']') {
      const from = member()
      if (characters[at] !== '-' || characters[at + 1] === ']') {
        parts.push(typeof from === 'number' ? folded(rangeOf(from)) : from)
        continue
      }
      at++
      const to = member()
      if (typeof from !== 'number' || typeof to !== 'number' || to < from) throw new PatternProblem('has a range that is none')
      parts.push(folded(rangeOf(from, to)))
    }
    at++
    const set = union(...parts)
    return negated ? complement(set) : set
  }

  function member(): number | CodePoints {
    const character = characters[at++]
    if (character === undefined) throw new PatternProblem("has a '[' that is not closed")
    if (character === '[' && characters[at] === ':') throw new PatternProblem('has a class by name, which is not taken')
    return character === '\\' ? escaped() : (character.codePointAt(0) as number)
  }

  function escaped(): number | CodePoints {
    const character = characters[at++]
    if (character === undefined) throw new PatternProblem('ends in a backslash')
    const named = classEscapes.get(character.toLowerCase())
    if (named !== undefined) return character === character.toLowerCase() ? folded(named) : complement(folded(named))
    const control = controlEscapes.get(character)
    if (control !== undefined) return control
    if (character === 'x') {
      const hex = characters.slice(at, at + 2).join('')
      if (!/^[0-9a-fA-F]{2}$/.test(hex)) throw new PatternProblem('has a \\x without two hexadecimal digits')
      at += 2
      return Number.parseInt(hex, 16)
    }
    if (/^[\w\u0080-\u{10ffff}]$/u.test(character)) throw new PatternProblem(`has the escape \\${character}, which is not taken`)
    return character.codePointAt(0) as number
  }

  function one(of: number | CodePoints): Pattern {
    return { kind: 'one', of: typeof of === 'number' ? folded(rangeOf(of)) : of }
  }

  function folded(set: CodePoints): CodePoints {
    if (!bothCases) return set
    const both = withBothCases(set)
    if (both === undefined) throw new PatternProblem('goes beyond ASCII, which (?i) does not')
    return both
  }

  const pattern = choice()
  if (at < characters.length) throw new PatternProblem("has a ')' that closes nothing")
  return pattern
}

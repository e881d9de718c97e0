import { FilterProblem } from '../filter-sdk/problem.ts'
import { ruleLimits } from './rule-limits.ts'

/**
 * Where the values of a JSON text stand, by path as in a `FilterProblem`: `when.share`, `actions.0.respond`; the root is the empty path.
 */
export type JsonMap = ReadonlyMap<string, number>

/** A text that is no JSON, or JSON that we do not take. */
export class JsonProblem extends FilterProblem {
  /** In the text, in UTF-16 code units. */
  readonly offset: number

  constructor(offset: number, need: string) {
    super('', need)
    this.offset = offset
  }
}

const space = /[\t\n\r ]*/y
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y

/**
 * Finds where each value of a JSON text begins (RFC 8259). Throws a `JsonProblem` for what is no JSON, a key given twice and too many
 * levels.
 */
export function mapJson(text: string): JsonMap {
  const places = new Map<string, number>()
  let at = 0

  const skip = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const next = (): string | undefined => {
    skip(space)
    return text[at]
  }
  const expected = (what: string): JsonProblem => {
    const found = text[at]
    return new JsonProblem(at, `expected ${what}, found ${found === undefined ? 'the end' : JSON.stringify(found)}`)
  }

  function value(path: string, depth: number): void {
    const first = next()
    places.set(path, at)
    if (depth > ruleLimits.maxJsonDepth) throw new JsonProblem(at, `deeper than ${ruleLimits.maxJsonDepth} levels`)
    if (first === '{') members(path, depth)
    else if (first === '[') items(path, depth)
    else if (first === '"') quoted()
    else if (skip(scalar) === undefined) throw expected('a value')
  }

  function quoted(): string {
    const start = at
    const found = skip(string)
    if (found === undefined) throw new JsonProblem(start, 'a string that does not end, or holds what must be escaped')
    return found
  }

  function members(path: string, depth: number): void {
    const keys = new Set<string>()
    at++
    if (next() === '}') return void at++
    for (;;) {
      if (next() !== '"') throw expected('a key in double quotes')
      const start = at
      const key = JSON.parse(quoted()) as string
      if (keys.has(key)) throw new JsonProblem(start, `the key ${JSON.stringify(key.slice(0, 40))} is given twice`)
      keys.add(key)
      if (next() !== ':') throw expected("':'")
      at++
      value(path === '' ? key : `${path}.${key}`, depth + 1)
      const after = next()
      if (after !== ',' && after !== '}') throw expected("',' or '}'")
      at++
      if (after === '}') return
    }
  }

  function items(path: string, depth: number): void {
    at++
    if (next() === ']') return void at++
    for (let index = 0; ; index++) {
      value(path === '' ? `${index}` : `${path}.${index}`, depth + 1)
      const after = next()
      if (after !== ',' && after !== ']') throw expected("',' or ']'")
      at++
      if (after === ']') return
    }
  }

  value('', 0)
  if (next() !== undefined) throw expected('nothing more')
  return places
}

/** Where a value stands; one that is not there, where the nearest value around it does. */
export function placeOf(places: JsonMap, path: string): number {
  let nearest = path
  while (!places.has(nearest) && nearest !== '') nearest = nearest.slice(0, Math.max(nearest.lastIndexOf('.'), 0))
  return places.get(nearest) ?? 0
}

/**
 * Where a character of a string stands in the JSON text: `start` is the string's opening quote, `index` counts in the string as it is read.
 */
export function placeInString(text: string, start: number, index: number): number {
  let at = start + 1
  for (let left = index; left > 0 && text[at] !== '"'; left--) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2
  return at
}

/** Line and column of an offset; both count from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

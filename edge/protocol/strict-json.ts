import { EdgeRefusal, overLimit } from './refusal.ts'

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openArray = 0x5b
const closeArray = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/**
 * Parses JSON from outside. Refuses what `JSON.parse` forgives: a key given twice in one object (readers disagree on which counts), and nesting
 * deeper than `maxDepth`, before anything is built. `position` says in refusals which part of the request is meant.
 */
export function parseStrictJson(text: string, maxDepth: number, position: string): unknown {
  checkStructure(text, maxDepth, position)
  try {
    return JSON.parse(text)
  } catch {
    throw new EdgeRefusal('BAD_JSON', `Cannot read ${position}: not valid JSON`, { position })
  }
}

/** One pass over the characters. What is no JSON at all may pass here: the parser says so. */
function checkStructure(text: string, maxDepth: number, position: string): void {
  /** For each open container: the keys so far, undefined before an object's first; null for an array. */
  const open: (Set<string> | string | undefined | null)[] = []
  let expectsKey = false
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = endOfString(text, at)
        if (expectsKey) {
          open[open.length - 1] = addKey(open[open.length - 1], text.slice(at, end + 1), position)
          expectsKey = false
        }
        at = end
        break
      }
      case openObject:
      case openArray: {
        const isObject = text.charCodeAt(at) === openObject
        open.push(isObject ? undefined : null)
        if (open.length > maxDepth) throw overLimit('JSON_DEPTH_LIMIT', 'jsonDepth', maxDepth, open.length)
        expectsKey = isObject
        break
      }
      case closeObject:
      case closeArray:
        open.pop()
        expectsKey = false
        break
      case comma:
        expectsKey = open.length > 0 && open[open.length - 1] !== null
        break
      case colon:
        expectsKey = false
        break
      default:
    }
  }
}

/** The place of the closing quote, or the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at++
  }
  return text.length
}

/** Most objects have one key or few: a set is made for the second only. */
function addKey(keys: Set<string> | string | undefined | null, literal: string, position: string): Set<string> | string {
  const key = literal.includes('\\') ? decode(literal) : literal.slice(1, -1)
  if (keys === undefined || keys === null) return key
  const known = typeof keys === 'string' ? new Set([keys]) : keys
  if (known.has(key)) throw new EdgeRefusal('DUPLICATE_KEY', `Cannot read ${position}: an object has the same key twice`, { position })
  return known.add(key)
}

function decode(literal: string): string {
  try {
    return JSON.parse(literal) as string
  } catch {
    return literal
  }
}

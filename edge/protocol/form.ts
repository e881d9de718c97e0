import { EdgeRefusal } from './refusal.ts'

/**
 * Reads the wanted fields of a query string or a form body. Refuses a wanted field given twice or as an array (`paths[]`), percent-encoding
 * that is broken and what is no UTF-8; fields that nobody asked for are passed over.
 */
export function readForm(text: string, wanted: ReadonlySet<string>): Map<string, string> {
  const fields = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeComponent(equals < 0 ? pair : pair.slice(0, equals))
    if (!wanted.has(name)) {
      const bracket = name.indexOf('[')
      if (bracket > 0 && wanted.has(name.slice(0, bracket))) throw badField(name.slice(0, bracket), 'give it once, without brackets')
      continue
    }
    if (fields.has(name)) throw badField(name, 'it is given twice')
    fields.set(name, equals < 0 ? '' : decodeComponent(pair.slice(equals + 1)))
  }
  return fields
}

/** The refusal of one field of a request. */
export function badField(position: string, problem: string): EdgeRefusal {
  return new EdgeRefusal('BAD_FIELD', `Cannot read '${position}': ${problem}`, { position })
}

function decodeComponent(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    throw new EdgeRefusal('BAD_ENCODING', 'Cannot read this request: percent-encoding that is no UTF-8')
  }
}

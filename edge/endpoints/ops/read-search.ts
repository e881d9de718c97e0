import { EdgeRefusal } from '../../protocol/refusal.ts'

/** The parameters of an operator's question, each at most once. Refuses a name that is not among `known`: a filter misspelt is no filter. */
export function readSearch<name extends string>(search: URLSearchParams, known: readonly name[]): Partial<Record<name, string>> {
  const read: Partial<Record<name, string>> = {}
  for (const [name, value] of search) {
    const one = known.find((other) => other === name)
    if (one === undefined || one in read) throw badField(one ?? 'query')
    read[one] = value
  }
  return read
}

/** A whole number from `least` to `most`; undefined where none is given. */
export function readCount(position: string, value: string | undefined, { least, most }: { readonly least: number; readonly most: number }) {
  if (value === undefined) return undefined
  const count = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (!(count >= least && count <= most)) throw badField(position)
  return count
}

/** The refusal of a parameter. */
export function badField(position: string): EdgeRefusal {
  return new EdgeRefusal('BAD_FIELD', `Cannot read this question: '${position}' is not as it should be`, { position })
}

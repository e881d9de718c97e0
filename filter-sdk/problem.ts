/** What is wrong with data from outside, and where. */
export class FilterProblem extends Error {
  override readonly name = 'FilterProblem'
  /** From the root of what was judged, as `respond.headers.x-lab`. */
  readonly path: string

  constructor(path: string, need: string) {
    super(path === '' ? need : `${path}: ${need}`)
    this.path = path
  }
}

/** An object that is no array. Throws a `FilterProblem` for anything else, and for a key that is not among `keys`. */
export function recordOf(value: unknown, path: string, keys?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FilterProblem(path, 'must be an object')
  if (keys !== undefined)
    for (const key of Object.keys(value))
      if (!keys.includes(key)) throw new FilterProblem(path, `has the key '${key.slice(0, 40)}', which is none of ${keys.join(', ')}`)
  return value as Readonly<Record<string, unknown>>
}

/** An array of at most `maximum` values. Throws a `FilterProblem` for anything else. */
export function listOf(value: unknown, path: string, maximum: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new FilterProblem(path, 'must be an array')
  if (value.length > maximum) throw new FilterProblem(path, `may hold at most ${maximum} values, holds ${value.length}`)
  return value
}

/** A string that the pattern fits. Throws a `FilterProblem` for anything else. */
export function textOf(value: unknown, path: string, pattern: RegExp, need: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new FilterProblem(path, need)
  return value
}

import { Refusal } from './refusal.ts'

/** Every maximum of the engine. Counted before anything is expanded; the same for both languages where both can reach it. */
export interface GraphLimits {
  /** Path sets in one request. */
  readonly pathSets: number
  /** Keys in one path. */
  readonly pathDepth: number
  /** One key, in UTF-8 bytes. */
  readonly keyBytes: number
  /** Integers in one range; also the `limit` of one list in GraphQL. */
  readonly rangeWidth: number
  /** Distinct keys in one key set. */
  readonly keysPerSet: number
  /** Values asked for: paths once expanded, or the leaves of a GraphQL document with each list at its `limit`. */
  readonly pathCount: number
  /** Levels of fields in a GraphQL document, introspection exempt. */
  readonly documentDepth: number
  readonly aliases: number
  readonly directives: number
  readonly rootFields: number
  /** Levels of objects and arrays in an argument, a variable or a value to be set. */
  readonly valueDepth: number
  /** Arguments of a call that the schema does not know, below a mount. */
  readonly callArguments: number
  /** References followed on the way to one value. */
  readonly referenceHops: number
}

export const defaultLimits: GraphLimits = {
  pathSets: 500,
  pathDepth: 16,
  keyBytes: 256,
  rangeWidth: 500,
  keysPerSet: 2_000,
  pathCount: 20_000,
  documentDepth: 12,
  aliases: 30,
  directives: 20,
  rootFields: 20,
  valueDepth: 32,
  callArguments: 100,
  referenceHops: 8,
}

/** The defaults with some replaced. Throws a RangeError for a limit that is no positive integer. */
export function graphLimits(overrides: Partial<GraphLimits> = {}): GraphLimits {
  for (const [name, value] of Object.entries(overrides)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`Cannot set limit '${name}': need a positive integer, got ${value}`)
  }
  return { ...defaultLimits, ...overrides }
}

const codes: Readonly<Record<keyof GraphLimits, string>> = {
  pathSets: 'PATH_LIMIT',
  pathDepth: 'PATH_LIMIT',
  keyBytes: 'KEY_LIMIT',
  rangeWidth: 'PATH_LIMIT',
  keysPerSet: 'PATH_LIMIT',
  pathCount: 'PATH_LIMIT',
  documentDepth: 'DOCUMENT_LIMIT',
  aliases: 'DOCUMENT_LIMIT',
  directives: 'DOCUMENT_LIMIT',
  rootFields: 'DOCUMENT_LIMIT',
  valueDepth: 'DEPTH_LIMIT',
  callArguments: 'BAD_ARGUMENT',
  referenceHops: 'REF_LOOP',
}

/** The one error for an input over a limit. */
export function overLimit(limits: GraphLimits, limit: keyof GraphLimits, actual: number): Refusal {
  const maximum = limits[limit]
  return new Refusal(codes[limit], `Cannot answer this request: ${limit} may be at most ${maximum}`, {
    limit,
    maximum,
    actual: Math.min(actual, Number.MAX_SAFE_INTEGER),
  })
}

export function checkLimit(limits: GraphLimits, limit: keyof GraphLimits, actual: number): void {
  if (actual > limits[limit]) throw overLimit(limits, limit, actual)
}

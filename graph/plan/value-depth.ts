import { type GraphLimits, overLimit } from '../limits.ts'

/** Throws a Refusal for a JSON value with more levels of objects and arrays than `valueDepth`; it looks no deeper than that. */
export function checkValueDepth(value: unknown, limits: GraphLimits, depth = 0): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > limits.valueDepth) throw overLimit(limits, 'valueDepth', depth)
  for (const member of Object.values(value)) checkValueDepth(member, limits, depth + 1)
}

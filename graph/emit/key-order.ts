import { byCodeUnit } from '../model/canonical-json.ts'

const canonicalIndex = /^(?:0|[1-9]\d{0,15})$/

/** The order of keys in an answer: integers ascending, then by code unit. */
export function byKey(a: string, b: string): number {
  const aIsIndex = canonicalIndex.test(a)
  const bIsIndex = canonicalIndex.test(b)
  if (aIsIndex && bIsIndex) return Number(a) - Number(b)
  return aIsIndex === bIsIndex ? byCodeUnit(a, b) : aIsIndex ? -1 : 1
}

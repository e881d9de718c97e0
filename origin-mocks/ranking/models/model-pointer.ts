import type { ModelPointer } from '../../../contracts/served-models.ts'

/** No model, no canary, nothing to go back to. */
export const noModel: ModelPointer = { model: null, since: 0, canary: null, previous: null }

const idPattern = /^[0-9a-f]{12}$/

/** Whether this can be the name of a model: the first twelve digits of a SHA-256. */
export const isModelId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value)

/** The pointer of a text, null where it is none: whatever was put there by another hand. */
export function parsePointer(text: string): ModelPointer | null {
  try {
    const { model, since, canary, previous } = JSON.parse(text) as Record<string, unknown>
    if (!isIdOrNull(model) || !isIdOrNull(previous) || typeof since !== 'number' || !Number.isFinite(since)) return null
    if (canary === null) return { model, since, canary, previous }
    const { model: tried, share } = canary as Record<string, unknown>
    if (!isModelId(tried) || typeof share !== 'number' || !(share > 0 && share < 1)) return null
    return { model, since, canary: { model: tried, share }, previous }
  } catch {
    return null
  }
}

/** The pointer once a model is activated: for all, or as a canary beside the one that stays. */
export function activated(before: ModelPointer, model: string, share: number, now: number): ModelPointer {
  if (share < 1) return { ...before, canary: { model, share } }
  if (before.model === model) return { ...before, canary: null }
  return { model, since: now, canary: null, previous: before.model }
}

/** The pointer one step back: without its canary, else at the model before, once. Null where there is nothing to go back to. */
export function rolledBack(before: ModelPointer, now: number): ModelPointer | null {
  if (before.canary !== null) return { ...before, canary: null }
  return before.previous === null ? null : { model: before.previous, since: now, canary: null, previous: null }
}

const isIdOrNull = (value: unknown): value is string | null => value === null || isModelId(value)

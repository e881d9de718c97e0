import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'

/**
 * A copy of what a filter returned that is data and nothing else. Reads each property once, so that what is judged is what was read; an accessor runs
 * the filter's code, so the filter must still be spending its own steps. Throws a `FilterProblem` for what JSON cannot say, for objects of any class,
 * and for more values, depth or text than a verdict may hold. `root` is the first part of a problem's path.
 */
export function plainCopy(value: unknown, root: string): unknown {
  return copyOf(value, { values: filterLimits.maxValues, text: filterLimits.maxTextLength, path: root === '' ? [] : [root] })
}

/** What may still come, and where the copying is. The path becomes text only where it is told. */
interface Progress {
  values: number
  text: number
  readonly path: (string | number)[]
}

const problem = ({ path }: Progress, need: string) => new FilterProblem(path.map((key) => String(key).slice(0, 40)).join('.'), need)

function copyOf(value: unknown, progress: Progress): unknown {
  if (--progress.values < 0) throw problem(progress, `more than ${filterLimits.maxValues} values`)
  switch (typeof value) {
    case 'string':
      spendText(value, progress)
      return value
    case 'number':
      if (!Number.isFinite(value)) throw problem(progress, `is ${value}, which JSON cannot say`)
      return value
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (progress.path.length > filterLimits.maxDepth) throw problem(progress, `deeper than ${filterLimits.maxDepth}`)
      return Array.isArray(value) ? listCopy(value, progress) : recordCopy(value, progress)
    default:
      throw problem(progress, `is ${typeof value}, not data`)
  }
}

function listCopy(list: readonly unknown[], progress: Progress): unknown[] {
  const { path } = progress
  const { length } = list
  if (length > progress.values) throw problem(progress, `more than ${filterLimits.maxValues} values`)
  const copy: unknown[] = []
  for (let at = 0; at < length; at++) {
    path.push(at)
    copy.push(copyOf(list[at], progress))
    path.pop()
  }
  return copy
}

function recordCopy(record: object, progress: Progress): object {
  const { path } = progress
  const prototype: unknown = Object.getPrototypeOf(record)
  if (prototype !== Object.prototype && prototype !== null) throw problem(progress, 'is no plain object')
  const copy: Record<string, unknown> = Object.create(null)
  const keys = Object.keys(record)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string
    spendText(key, progress)
    const value = (record as Readonly<Record<string, unknown>>)[key]
    if (value === undefined) continue
    path.push(key)
    copy[key] = copyOf(value, progress)
    path.pop()
  }
  return copy
}

function spendText(text: string, progress: Progress): void {
  progress.text -= text.length
  if (progress.text < 0) throw problem(progress, `more than ${filterLimits.maxTextLength} characters`)
}

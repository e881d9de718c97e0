import { shareOf } from '../device/share-of.ts'
import type { When } from '../filters/filter.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'

/** What `when` looks at. */
export interface Asked {
  readonly request: { readonly method: string }
  /** Decoded once. */
  readonly path: string
  readonly headers: HeaderReader
  /** Null: nobody has signed in, or it is not known. `country` is of ISO 3166. */
  readonly device: { readonly id: string | null; readonly class: string; readonly country: string | null }
}

/** Comes to what did not fit, in words; undefined where all did. */
export type Unfit = (asked: Asked) => string | undefined

/** Compiles `when` once, so that a request pays for what is given only, the cheapest first. `draw` is the filter's name: each draws shares of its own. */
export function compileWhen(when: When | undefined, draw: string): Unfit | undefined {
  if (when === undefined) return undefined
  const tests: Unfit[] = []
  const { method, path, device, country, header, share } = when
  if (method !== undefined) {
    const methods = new Set(method)
    tests.push(({ request }) => (methods.has(request.method) ? undefined : 'another method'))
  }
  if (path !== undefined) {
    const prefix = path.endsWith('*') ? path.slice(0, -1) : undefined
    tests.push((asked) => ((prefix === undefined ? asked.path === path : asked.path.startsWith(prefix)) ? undefined : 'another path'))
  }
  if (device?.class !== undefined) {
    const classes = new Set(device.class)
    tests.push((asked) => (classes.has(asked.device.class) ? undefined : 'another device class'))
  }
  if (device?.id !== undefined) {
    const ids = new Set(device.id)
    tests.push((asked) => (asked.device.id !== null && ids.has(asked.device.id) ? undefined : 'another device'))
  }
  if (country !== undefined) {
    const countries = new Set(country)
    tests.push((asked) => (asked.device.country !== null && countries.has(asked.device.country) ? undefined : 'another country'))
  }
  for (const [name, value] of Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const))
    tests.push(({ headers }) => (headers.get(name) === value ? undefined : `another ${name}`))
  if (share !== undefined)
    tests.push(({ device: { id } }) => (share >= 1 || (id !== null && shareOf(draw, id) < share) ? undefined : 'not in its share'))
  return (asked) => {
    for (const test of tests) {
      const unfit = test(asked)
      if (unfit !== undefined) return unfit
    }
    return undefined
  }
}

import type { When } from '../filters/filter.ts'
import { shareOf } from './share-of.ts'

/** What `when` looks at. */
export interface Asked {
  readonly request: Request
  readonly url: URL
  /** Null: nobody has signed in. */
  readonly device: { readonly id: string | null; readonly class: string | null }
  /** ISO 3166; undefined where the platform does not know. */
  readonly country?: string | undefined
}

/** Comes to what did not fit, in words; undefined where all did. */
export type Unfit = (asked: Asked) => string | undefined

/** Compiles `when` once, so that a request pays for what is given only, the cheapest first. `name` is the filter's: each draws shares of its own. */
export function compileWhen(when: When | undefined, name: string): Unfit | undefined {
  if (when === undefined) return undefined
  const tests: Unfit[] = []
  const { method, path, device, country, header, share } = when
  if (method !== undefined) {
    const methods = new Set(method)
    tests.push(({ request }) => (methods.has(request.method) ? undefined : 'another method'))
  }
  if (path !== undefined) {
    const prefix = path.endsWith('*') ? path.slice(0, -1) : undefined
    tests.push(({ url }) => ((prefix === undefined ? url.pathname === path : url.pathname.startsWith(prefix)) ? undefined : 'another path'))
  }
  if (device?.class !== undefined) {
    const classes = new Set(device.class)
    tests.push((asked) => (asked.device.class !== null && classes.has(asked.device.class) ? undefined : 'another device class'))
  }
  if (country !== undefined) {
    const countries = new Set(country)
    tests.push((asked) => (asked.country !== undefined && countries.has(asked.country) ? undefined : 'another country'))
  }
  for (const [header_, value] of Object.entries(header ?? {}))
    tests.push(({ request }) => (request.headers.get(header_) === value ? undefined : `another ${header_.toLowerCase()}`))
  if (share !== undefined)
    tests.push(({ device: { id } }) => (share >= 1 || (id !== null && shareOf(name, id) < share) ? undefined : 'not in its share'))
  return (asked) => {
    for (const test of tests) {
      const unfit = test(asked)
      if (unfit !== undefined) return unfit
    }
    return undefined
  }
}

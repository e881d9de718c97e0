import { decorator } from './filter.ts'

/** Tells browsers to take an answer for what it says it is, and caches to keep nothing that does not say for how long. */
export const harden = decorator<unknown>('harden', (_exchange, { headers }) => {
  headers['x-content-type-options'] = 'nosniff'
  headers['cache-control'] ??= 'no-store'
})

import { decorator } from './filter.ts'

/** Lets caches keep nothing that does not say for how long, and nothing that sets a cookie: that is for one device, whatever else it says. */
export const cacheHeaders = decorator<unknown>('cache-headers', (_exchange, { headers }) => {
  if (headers['set-cookie'] !== undefined) headers['cache-control'] = 'private, no-store'
  headers['cache-control'] ??= 'no-store'
})

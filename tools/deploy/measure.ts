/** The size of a bundle as `wrangler deploy` prints it, with units. */
export function bundleSize(output: string): { readonly raw: string; readonly gzip: string } {
  const match = /Total Upload: ([\d.]+ \w+) \/ gzip: ([\d.]+ \w+)/.exec(output)
  return { raw: match?.[1] ?? 'unknown', gzip: match?.[2] ?? 'unknown' }
}

/** The time a worker is busy before it can take a request, as `wrangler check startup` measured it on this machine. */
export function startupTime(output: string): string {
  const active = /Active: ([\d.]+ ms)/.exec(output)?.[1]
  const profiled = /Profile window: ([\d.]+ ms)/.exec(output)?.[1]
  return active === undefined ? 'unknown' : `${active} active${profiled === undefined ? '' : ` in a window of ${profiled}`}`
}

/** What a promise comes to within a time, in milliseconds; rejects after it, and what it comes to later is dropped. */
export function within<value>(ms: number, promise: Promise<value>): Promise<value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

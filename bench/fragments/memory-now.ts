/** What this process holds after a collection, in bytes: objects in V8's heap and the array buffers beside it. Needs `--expose-gc`. */
export function memoryNow(): number {
  // The second collection takes what the first has only found out to be garbage: array buffers.
  for (let time = 0; time < 2; time++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

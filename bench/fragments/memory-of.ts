/** Memory of this process after a collection, in bytes. Needs `--expose-gc`. */
export interface Memory {
  /** Objects in V8's heap, and the array buffers that they hold. */
  readonly held: number
  /** What the system has given the process, all of the allocator's own included. */
  readonly resident: number
}

export function memoryNow(): Memory {
  // The second collection takes what the first has only found out to be garbage: array buffers.
  for (let time = 0; time < 2; time++) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: heapUsed + external, resident: rss }
}

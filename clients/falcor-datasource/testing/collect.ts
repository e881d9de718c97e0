import type { Observable } from '../observable.ts'

/** Subscribes and waits for the end: everything heard, in order. */
export function collect<value>(observable: Observable<value>): Promise<readonly [what: string, value?: unknown][]> {
  const heard: [string, unknown?][] = []
  return new Promise((resolve) => {
    observable.subscribe(
      (value) => heard.push(['next', value]),
      (error) => {
        heard.push(['error', error])
        resolve(heard)
      },
      () => {
        heard.push(['completed'])
        resolve(heard)
      },
    )
  })
}

/** The error that it ends with. Throws where it completes. */
export async function errorOf(observable: Observable<unknown>): Promise<unknown> {
  const [last] = (await collect(observable)).slice(-1)
  if (last?.[0] !== 'error') throw new Error('It was answered')
  return last[1]
}

import { createHost } from './host.ts'
import type { Subject } from './subject.ts'

/** A worker around a subject: one request runs it many times, and its CPU is read from outside. */
export function workerHost(subject: Subject): { fetch(request: Request): Promise<Response> } {
  const host = createHost(subject)
  return {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url)
      const task = searchParams.get('task') ?? ''
      try {
        switch (pathname) {
          case '/unavailable':
            return new Response((await host.unavailable()) ?? '')
          case '/answer':
            return new Response((await host.answer(task, Number(searchParams.get('turn')))) as Uint8Array<ArrayBuffer>)
          case '/run':
            return new Response(String(await host.run(task, Number(searchParams.get('times')))))
          default:
            return new Response(null, { status: 404 })
        }
      } catch (error) {
        return new Response(error instanceof Error ? (error.stack ?? error.message) : String(error), { status: 500 })
      }
    },
  }
}

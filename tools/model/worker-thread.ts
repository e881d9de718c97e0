import { parentPort, type Transferable } from 'node:worker_threads'
import { buffersOf } from './shared-copy.ts'

/** Work for a thread: the address of a module, the name of what it exports, what to call it with. */
export interface CallRequest {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
}

/** What a thread says: how far it is, and once what came of it. */
export type CallAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failure'; readonly name: string; readonly message: string; readonly stack: string | undefined }

/** No bar moves more often. */
const progressEveryMs = 50

let toldAt = Number.NEGATIVE_INFINITY

function tellProgress(done: number, total: number): void {
  const now = performance.now()
  if (done < total && now - toldAt < progressEveryMs) return
  toldAt = now
  say({ kind: 'progress', done, total })
}

function say(answer: CallAnswer, transfer: readonly Transferable[] = []): void {
  parentPort?.postMessage(answer, transfer)
}

parentPort?.on('message', async ({ module, name, args }: CallRequest) => {
  try {
    const work = ((await import(module)) as Readonly<Record<string, unknown>>)[name]
    if (typeof work !== 'function') throw new TypeError(`Cannot run '${name}': ${module} exports no such function`)
    const result: unknown = await work(...args, tellProgress)
    say({ kind: 'result', result }, buffersOf(result))
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'failure', name, message, stack })
  }
})

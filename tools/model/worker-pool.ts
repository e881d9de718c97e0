import { Worker } from 'node:worker_threads'
import type { CallAnswer, CallRequest } from './worker-thread.ts'

/** What work tells on the way: how much is done, of how much. */
export type Progress = (done: number, total: number) => void

/** A function that a thread can run: its last argument is told the progress. */
export type Work<args extends unknown[], result> = (...args: [...args, onProgress?: Progress]) => result | Promise<result>

/** Some threads, each of which does one piece of work at a time, in the order of the calls. */
export interface WorkerPool {
  /**
   * Runs an exported function of a module in a thread. Arguments are copied, but for memory that is shared; a result's arrays change hands. What the
   * function throws is thrown here, with its name and message. Progress is 0 when it begins.
   */
  call<args extends unknown[], result>(module: URL, work: Work<args, result>, args: [...args], onProgress?: Progress): Promise<result>
  /** Ends all threads. Work that is not finished is rejected. */
  close(): Promise<void>
}

interface Waiting {
  readonly request: CallRequest
  readonly onProgress: Progress | undefined
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** Starts threads when there is work for them, `threads` at most. */
export function createWorkerPool(threads: number): WorkerPool {
  const queue: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()
  let closed = false

  function next(): void {
    const worker = idle.pop() ?? (busy.size < threads && queue.length > 0 ? start() : undefined)
    if (worker === undefined) return
    const waiting = queue.shift()
    if (waiting === undefined) {
      worker.unref()
      idle.push(worker)
      return
    }
    worker.ref()
    busy.set(worker, waiting)
    worker.postMessage(waiting.request)
    waiting.onProgress?.(0, 1)
    next()
  }

  function start(): Worker {
    const worker = new Worker(new URL('./worker-thread.ts', import.meta.url))
    worker.on('message', (answer: CallAnswer) => {
      const waiting = busy.get(worker)
      if (answer.kind === 'progress') return waiting?.onProgress?.(answer.done, answer.total)
      busy.delete(worker)
      idle.push(worker)
      if (answer.kind === 'result') waiting?.resolve(answer.result)
      else waiting?.reject(Object.assign(new Error(answer.message), { name: answer.name, stack: answer.stack }))
      next()
    })
    // A thread that has run out of memory takes its work along; the others go on.
    worker.on('error', (error) => drop(worker, error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => drop(worker, new Error('Cannot finish: the thread has ended')))
    return worker
  }

  function drop(worker: Worker, error: Error): void {
    const waiting = busy.get(worker)
    busy.delete(worker)
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    waiting?.reject(error)
    if (!closed) next()
  }

  return {
    call(module, work, args, onProgress) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new Error('Cannot call: the threads have ended'))
        const request = { module: module.href, name: work.name, args }
        queue.push({ request, onProgress, resolve: resolve as (result: unknown) => void, reject })
        next()
      })
    },
    async close() {
      closed = true
      for (const { reject } of queue.splice(0)) reject(new Error('Cannot call: the threads have ended'))
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()))
    },
  }
}

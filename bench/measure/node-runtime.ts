import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Question, Reply } from './node-child.ts'
import type { Runtime } from './runtime.ts'

const child = fileURLToPath(new URL('./node-child.ts', import.meta.url))

/** The Node that runs the benchmark. CPU is the process's own account of it, by microseconds. */
export const nodeRuntime: Runtime = {
  name: 'node',
  unavailable: undefined,
  async start(name, module) {
    const running = fork(child, [module.href], { serialization: 'advanced', env: { ...process.env, NODE_ENV: 'production' } })
    const ask = <value>(question: Question) =>
      new Promise<value>((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`${name} in Node ended with code ${code}`))
        running.once('exit', ended)
        running.once('message', (reply: Reply) => {
          running.off('exit', ended)
          if ('error' in reply) reject(new Error(`${name} in Node: ${reply.error}`))
          else resolve(reply.value as value)
        })
        running.send(question)
      })
    return {
      unavailable: () => ask<string | undefined>({ kind: 'unavailable' }),
      answer: (task, turn) => ask<Uint8Array>({ kind: 'answer', task, turn }),
      cpuMs: (task, times) => ask<number>({ kind: 'run', task, times }),
      stop: () => running.connected && running.disconnect(),
    }
  },
}

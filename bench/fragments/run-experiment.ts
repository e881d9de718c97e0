import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Experiments } from './experiment-child.ts'

/** Runs an experiment in a new Node process that may collect garbage on demand. */
export function runExperiment<name extends keyof Experiments>(
  name: name,
  ...args: Parameters<Experiments[name]>
): Promise<Awaited<ReturnType<Experiments[name]>>> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./experiment-child.ts', import.meta.url)), [name, JSON.stringify(args)], {
      execArgv: ['--expose-gc'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    child.once('message', (outcome) => resolve(outcome as Awaited<ReturnType<Experiments[name]>>))
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code} and no outcome`)))
  })
}

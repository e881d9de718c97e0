import { bundleSubject } from './bundle-worker.ts'
import { cpuOfProcess } from './cpu-of-process.ts'
import type { MeasuredProcess, Runtime } from './runtime.ts'
import { startWorkerd, type Worker } from './workerd-process.ts'

/** workerd, holding one subject. CPU is read from outside: its own clock is no measure. */
export const workerdRuntime: Runtime = {
  name: 'workerd',
  unavailable: process.platform === 'linux' ? undefined : 'the CPU of another process is read from /proc, which only Linux has',
  start: (name, module) => startBound(name, module, {}),
}

/** The same with what is bound to the subject, and workers beside it. */
export async function startBound(
  name: string,
  module: URL,
  bindings: Omit<Worker, 'name' | 'modules'>,
  others: readonly Worker[] = [],
): Promise<MeasuredProcess> {
  const { address, pid, stop } = await startWorkerd(name, [{ name: 'main', modules: await bundleSubject(module), ...bindings }, ...others])
  const ask = async (path: string) => {
    const response = await fetch(`${address}${path}`)
    if (!response.ok) throw new Error(`${name} in workerd: ${await response.text()}`)
    return response
  }
  return {
    unavailable: async () => (await (await ask('/unavailable')).text()) || undefined,
    answer: async (task, turn) => new Uint8Array(await (await ask(`/answer?task=${encodeURIComponent(task)}&turn=${turn}`)).arrayBuffer()),
    async cpuMs(task, times) {
      const before = cpuOfProcess(pid)
      await (await ask(`/run?task=${encodeURIComponent(task)}&times=${times}`)).text()
      return cpuOfProcess(pid) - before
    },
    stop,
  }
}

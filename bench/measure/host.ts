import type { Ask, Subject } from './subject.ts'

/** What a process can be asked about the subject it holds. */
export interface Host {
  unavailable(): Promise<string | undefined>
  answer(task: string, turn: number): Promise<Uint8Array>
  /** Asks so many times, one after the other, and returns the bytes of all answers, so that none of the work can be left out. */
  run(task: string, times: number): Promise<number>
}

/** Holds a subject and prepares each task once. */
export function createHost(subject: Subject): Host {
  const prepared = new Map<string, { ask: Ask; turn: number }>()
  const taskOf = async (task: string) => {
    let known = prepared.get(task)
    if (known === undefined) prepared.set(task, (known = { ask: await subject.prepare(task), turn: 0 }))
    return known
  }
  return {
    unavailable: async () => subject.unavailable?.(),
    answer: async (task, turn) => (await taskOf(task)).ask(turn),
    async run(task, times) {
      const known = await taskOf(task)
      let bytes = 0
      for (let time = 0; time < times; time++) bytes += (await known.ask(known.turn++)).length
      return bytes
    },
  }
}

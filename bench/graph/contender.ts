import type { Ask, Subject } from '../measure/subject.ts'
import { type Case, type Language, loadersOf, readTask } from './case.ts'
import type { Loaders } from './homepage.ts'

/** One way of answering the homepage. */
export interface Contender {
  readonly languages: readonly Language[]
  /** Why it cannot run; undefined where it can. */
  unavailable?(): Promise<string | undefined>
  /** Does what is done once per process, and returns what is done for each request: bytes out, of new contexts over the loaders. */
  prepare(language: Language, benchCase: Case): (loaders: Loaders) => Uint8Array | Promise<Uint8Array>
}

/** A contender as the subject of measurement: tasks are languages and cases, and each turn is another member's. */
export function subjectOf(contender: Contender): Subject {
  return {
    unavailable: async () => contender.unavailable?.(),
    prepare(task): Ask {
      const { language, benchCase } = readTask(task)
      const loaders = loadersOf(benchCase)
      const answer = contender.prepare(language, benchCase)
      return (turn) => answer(loaders[turn % loaders.length] as Loaders)
    },
  }
}

import type { Subject } from '../../measure/subject.ts'
import { loadersOf, readTask } from '../case.ts'
import { bytesOf, handFalcor, handGraphql } from '../hand.ts'

/** The floor of everything that makes objects: the ready answer to bytes. Two members take turns: more would not stay in the processor's cache. */
export const subject: Subject = {
  async prepare(task) {
    const { language, benchCase } = readTask(task)
    const assemble = language === 'falcor' ? handFalcor : handGraphql
    const members = loadersOf(benchCase).slice(0, 2)
    const ready = await Promise.all(members.map((loaders) => assemble(loaders, benchCase)))
    return (turn) => bytesOf(ready[turn % ready.length] as object)
  },
}

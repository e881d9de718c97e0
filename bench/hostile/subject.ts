import { Refusal } from '../../graph/index.ts'
import type { Subject } from '../measure/subject.ts'
import { type Calls, createHostileGraph } from './hostile-graph.ts'
import { hostileInputs, ordinary } from './inputs.ts'
import type { Verdict } from './verdict.ts'

const graph = createHostileGraph()
const encoder = new TextEncoder()

/** The engine under hostile input: tasks are the names of inputs, answers are verdicts. */
export const subject: Subject = {
  prepare(task) {
    const input = [ordinary, ...hostileInputs].find(({ name }) => name === task)
    if (input === undefined) throw new RangeError(`Cannot prepare "${task}": there is no such input`)
    return async () => {
      const calls: Calls = { count: 0 }
      const verdict = (refused?: string): Verdict => ({ ...(refused !== undefined && { refused }), calls: calls.count })
      try {
        await input.send(graph, { contexts: () => ({ open: calls, personal: calls }), showBugs: false })
        return encoder.encode(JSON.stringify(verdict()))
      } catch (error) {
        if (error instanceof Refusal) return encoder.encode(JSON.stringify(verdict(error.code)))
        throw error
      }
    }
  },
}

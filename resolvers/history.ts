import type { History, Viewer } from '../contracts/members.ts'
import { type Outcome, success } from '../contracts/outcome.ts'
import type { PersonalContext } from './context.ts'

/** What counts of the viewer's history, asked for once in an operation. What is from before a reset is for the rows that a member filled alone. */
export function historyOf(viewer: Viewer, { memory, origins }: PersonalContext): Promise<Outcome<History>> {
  const known = memory.get('history') as Promise<Outcome<History>> | undefined
  if (known !== undefined) return known
  const history = origins.members.history(viewer).then((outcome) => (outcome.ok ? success(counted(outcome.value)) : outcome))
  memory.set('history', history)
  return history
}

function counted({ before: _, ...history }: History): History {
  return history
}

import type { History, Viewer } from '../contracts/members.ts'
import type { Outcome } from '../contracts/outcome.ts'
import type { PersonalContext } from './context.ts'

/** The viewer's history, asked for once in an operation. */
export function historyOf(viewer: Viewer, { memory, origins }: PersonalContext): Promise<Outcome<History>> {
  const known = memory.get('history') as Promise<Outcome<History>> | undefined
  if (known !== undefined) return known
  const history = origins.members.history(viewer)
  memory.set('history', history)
  return history
}

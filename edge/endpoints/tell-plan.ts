import type { GraphQLAnswer, JsonGraphAnswer } from '../../graph/index.ts'
import type { Exchange } from '../exchange.ts'

/** Adds the plan of an answer to what is told of its request, where that is told in full. As text at once: a plan holds on to its request. */
export function tellPlan({ explained }: Exchange, answer: GraphQLAnswer | JsonGraphAnswer): void {
  if (explained !== undefined) explained.plan = answer.plan?.() ?? null
}

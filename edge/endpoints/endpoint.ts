import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'

/** What answers the requests of one path. Refusals are thrown. */
export interface Endpoint {
  readonly name: string
  readonly methods: readonly string[]
  /** How long a request may take. */
  readonly deadlineMs: number
  answer(exchange: Exchange): Answer | Promise<Answer>
}

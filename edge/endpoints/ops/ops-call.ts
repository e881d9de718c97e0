import type { Exchange } from '../../exchange.ts'
import type { Answer } from '../../protocol/answer.ts'

/** What an operator asks. */
export interface OpsQuestion {
  readonly exchange: Exchange
  /** The part of the path that the call leaves open; empty where there is none. */
  readonly part: string
  /** The body, parsed strictly, as text or as bytes; undefined where the call takes none. */
  readonly body: unknown
}

/** One call under `/ops/`. GET reads; every other method writes and needs the role for it. Writes are noted in the audit log. */
export interface OpsCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: RegExp
  /** Of its body; undefined where it takes none. */
  readonly maxBodyBytes?: number
  /** What the body is; JSON where it is not said. */
  readonly takes?: 'json' | 'text' | 'bytes'
  /** Whether a GET is noted as writes are: it shows what is a member's own. */
  readonly isAudited?: boolean
  answer(question: OpsQuestion): Promise<Answer>
}

/** A call that reads. */
export function reading(path: RegExp, answer: (question: OpsQuestion) => Promise<Answer>): OpsCall {
  return { method: 'GET', path, answer }
}

import { array, maxLength, picklist, pipe, regex, safeParse, strictObject, string } from 'valibot'
import { readList } from '../config/read-list.ts'
import type { Operator } from './operator.ts'

/** Knows who a bearer token belongs to, in a time that says nothing about how much of it is right. `named`: what the request says of its author. */
export type FindOperator = (token: string, named: string | null) => Promise<Operator | null>

export interface OperatorTokenOptions {
  /** The token that is there from the start: an operator's. Without it nobody has it. */
  readonly token: string | undefined
  /** JSON, `[{"subject","role","sha256"}]`, the last in hexadecimal. Several tokens of one subject may stand side by side while one takes over. */
  readonly more?: string | undefined
  /** On a developer's machine whoever has the first token may say in whose name they act. */
  readonly local: boolean
}

export interface OperatorTokens {
  readonly find: FindOperator
  /** What is wrong with the configuration; a list that is wrong anywhere lets nobody in. */
  readonly problems: readonly string[]
}

const subject = pipe(string(), regex(/^[\w.@-]{1,64}$/))
const listed = pipe(
  array(strictObject({ subject, role: picklist(['reader', 'operator']), sha256: pipe(string(), regex(/^[0-9a-f]{64}$/)) })),
  maxLength(100),
)

/** Longer ones are sessions', and are not looked at here. */
const maxTokenLength = 128

/** Reads who may operate. Tokens themselves are not kept, but by their SHA-256: they are random, and long. */
export function createOperatorTokens({ token: first, more, local }: OperatorTokenOptions): OperatorTokens {
  const list = readList(listed, more)
  const problems = [
    ...(first ? [] : ['OPS_TOKEN is missing']),
    ...(list === undefined ? ['OPS_TOKENS is no list of {"subject","role","sha256"}'] : []),
  ]
  const others = (list ?? []).map(({ subject, role, sha256 }) => ({ subject, role, hash: bytesOf(sha256) }))
  const mayBe = ({ length }: string) => length === first?.length || (others.length > 0 && length <= maxTokenLength)

  return {
    problems,
    async find(token, named) {
      if (token === '' || !mayBe(token)) return null
      const hash = await digest(token)
      let found: Operator | null = null
      // All are compared, so that the time does not say which it was.
      for (const { subject, role, hash: expected } of others) if (sameBytes(hash, expected)) found ??= { subject, role }
      if (first && sameBytes(hash, await digest(first))) found = { subject: local ? nameOf(named) : 'operator', role: 'operator' }
      return found
    },
  }
}

function nameOf(named: string | null): string {
  const { success, output } = safeParse(subject, named)
  return success ? output : 'local'
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length
  for (const [at, byte] of one.entries()) difference |= byte ^ (other[at] ?? 0)
  return difference === 0
}

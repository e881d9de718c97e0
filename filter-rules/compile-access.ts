import type { FilterRequest } from '../filter-sdk/define-filter.ts'
import type { Access } from './expression-access.ts'
import { type Evaluate, Failure, pathOf, queryValue } from './judgement.ts'

export type Kind = 'bool' | 'int' | 'string' | 'null'

/** A part of an expression, compiled. */
export interface Compiled {
  /** What it comes to, failures apart; with `nullable`, or to null. */
  readonly kind: Kind
  readonly nullable: boolean
  /** The most nodes that one evaluation of it evaluates. */
  readonly steps: number
  readonly evaluate: Evaluate
}

/** What a rule can name, but for the maps. */
const fields: Readonly<Record<string, Pick<Compiled, 'kind' | 'nullable' | 'evaluate'>>> = {
  'request.method': { kind: 'string', nullable: false, evaluate: ({ input }) => input.request.method },
  'request.url': { kind: 'string', nullable: false, evaluate: ({ input }) => input.request.url },
  'request.path': { kind: 'string', nullable: false, evaluate: pathOf },
  'device.id': { kind: 'string', nullable: true, evaluate: ({ input }) => input.device.id },
  'device.class': { kind: 'string', nullable: false, evaluate: ({ input }) => input.device.class },
  'device.model': { kind: 'string', nullable: true, evaluate: ({ input }) => input.device.model },
  'device.profile': { kind: 'int', nullable: true, evaluate: ({ input }) => input.device.profile },
  'device.country': { kind: 'string', nullable: true, evaluate: ({ input }) => input.device.country },
  'response.status': { kind: 'int', nullable: false, evaluate: ({ input }) => input.response?.status ?? noAnswer },
}

const noAnswer = new Failure('there is no answer yet')

/** Reads what an expression names; undefined for what no rule can name. A name that is not in its map is a failure, as in CEL. */
export function compileAccess({ name, key }: Access): Compiled | undefined {
  if (key === undefined) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field && { ...field, steps: 1 }
  }
  const absent = new Failure(`${name} has no '${key}'`)
  const find = compileLookup(name, key)
  return { kind: 'string', nullable: false, steps: 1, evaluate: (judgement) => find(judgement) ?? absent }
}

/** Whether a name is in a map. */
export function compilePresence(map: string, key: string): Compiled {
  const find = compileLookup(map, key)
  return {
    ...{ kind: 'bool', nullable: false, steps: 1 },
    evaluate(judgement) {
      const found = find(judgement)
      return found instanceof Failure ? found : found !== null
    },
  }
}

/** Comes to null where the name is not there. */
function compileLookup(map: string, key: string): Evaluate {
  if (map === 'request.query') return (judgement) => queryValue(judgement, key)
  const headerIn = (headers: FilterRequest['headers']) => (Object.hasOwn(headers, key) ? (headers[key] ?? null) : null)
  if (map === 'request.headers') return ({ input }) => headerIn(input.request.headers)
  return ({ input }) => (input.response === undefined ? noAnswer : headerIn(input.response.headers))
}

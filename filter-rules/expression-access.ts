import { ExpressionProblem } from './expression-problem.ts'
import type { Expression } from './parse-expression.ts'

/** A value that an expression names: `device.class`, or with a key `request.headers["x-lab"]`. */
export interface Access {
  /** Variable and field, as `request.headers`. */
  readonly name: string
  readonly key: string | undefined
}

/** The maps: names of values that are there or not. */
export const isMap = (name: string): boolean => name === 'request.headers' || name === 'request.query' || name === 'response.headers'

/** What a part of an expression names, if it names anything. Throws an `ExpressionProblem` for a key of a map that is not written out. */
export function accessOf(expression: Expression): Access | undefined {
  if (expression.op !== '.' && expression.op !== '[]') return undefined
  const [of, member] = expression.args
  const key = typeof member === 'string' ? member : member.op === 'value' && typeof member.args === 'string' ? member.args : undefined
  if (of.op === 'id') return key === undefined || expression.op === '[]' ? undefined : { name: `${of.args}.${key}`, key: undefined }
  const map = accessOf(of)
  if (map === undefined || map.key !== undefined || !isMap(map.name)) return undefined
  if (key === undefined) throw new ExpressionProblem(expression.pos, `needs a name that is written out, in ${map.name}["…"]`)
  return { name: map.name, key: checkedKey(map.name, key, expression.pos) }
}

/** A key of one of the maps. Throws an `ExpressionProblem` for headers that no filter sees, and for names that no header has. */
export function checkedKey(map: string, key: string, offset: number): string {
  if (map === 'request.query') return key
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,128}$/.test(key))
    throw new ExpressionProblem(offset, `names the header '${key.slice(0, 40)}': names of headers are in lower case`)
  if (/^(?:authorization|proxy-authorization|cookie|set-cookie|x-marquee-session)$/.test(key))
    throw new ExpressionProblem(offset, `names the header '${key}', which no filter sees`)
  return key
}

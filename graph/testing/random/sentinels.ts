import type { Failure } from '../../index.ts'

/** What a key holds that the graph does not have. */
export const missing = { $type: 'atom' }

export const errorOf = ({ code, message }: Failure) => ({ $type: 'error', value: { code, message } })

/** A bare value, or an atom where it has a life of its own. */
export function atomOf(value: unknown, expires: number | undefined): unknown {
  return expires === undefined ? value : { $expires: expires, $type: 'atom', value }
}

export const nullOf = (expires: number | undefined) => atomOf(null, expires)

import { badValue, Failure, failureOf } from '../failure.ts'
import { isReservedName } from '../plan/plan-paths.ts'

/** One node of what a data source answered, read once and written anew. */
export type AnswerNode =
  | { readonly kind: 'absent' }
  | { readonly kind: 'branch'; readonly members: object }
  | { readonly kind: 'reference'; readonly to: readonly ReferenceKey[]; readonly text: string }
  | { readonly kind: 'leaf'; readonly text: string }

export type ReferenceKey = string | number

export const missingText = '{"$type":"atom"}'

/** Reads a node. What JSON Graph does not have there (an array, a sentinel of another type, a broken reference) is the error `BAD_VALUE`. */
export function readNode(node: unknown, showBugs: boolean): AnswerNode {
  switch (typeof node) {
    case 'undefined':
      return { kind: 'absent' }
    case 'string':
    case 'boolean':
      return { kind: 'leaf', text: JSON.stringify(node) }
    case 'number':
      return Number.isFinite(node) ? { kind: 'leaf', text: JSON.stringify(node) } : bad
    case 'object':
      if (node === null) return { kind: 'leaf', text: 'null' }
      if (Array.isArray(node)) return bad
      return Object.hasOwn(node, '$type') ? readSentinel(node as Sentinel, showBugs) : { kind: 'branch', members: node }
    default:
      return bad
  }
}

/** A failure as JSON Graph has it. */
export function errorText({ code, message }: Failure, life = ''): string {
  return `{${life}"$type":"error","value":${JSON.stringify({ code, message })}}`
}

interface Sentinel {
  readonly $type?: unknown
  readonly $expires?: unknown
  readonly value?: unknown
}

const bad: AnswerNode = { kind: 'leaf', text: errorText(badValue) }

function readSentinel({ $type, $expires, value }: Sentinel, showBugs: boolean): AnswerNode {
  // The stock Model cannot read a reference that has expired already.
  const hasLife = typeof $expires === 'number' && Number.isFinite($expires) && !($type === 'ref' && $expires === 0)
  const life = hasLife ? `"$expires":${$expires},` : ''
  switch ($type) {
    case 'atom': {
      const text = jsonText(value)
      return { kind: 'leaf', text: text === undefined ? `{${life}"$type":"atom"}` : `{${life}"$type":"atom","value":${text}}` }
    }
    case 'ref': {
      const to = referenceKeys(value)
      return to === undefined ? bad : { kind: 'reference', to, text: `{${life}"$type":"ref","value":${JSON.stringify(to)}}` }
    }
    case 'error':
      return { kind: 'leaf', text: errorText(errorOf(value, showBugs), life) }
    default:
      return bad
  }
}

/** Undefined for what JSON does not have. */
function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value, (key, member) => (key === '__proto__' ? undefined : member))
}

/** The keys a reference leads by: simple ones only. falcor-router makes arrays with holes, which `from` fills. */
function referenceKeys(path: unknown): readonly ReferenceKey[] | undefined {
  const keys: unknown[] = Array.isArray(path) ? Array.from(path) : []
  return keys.length > 0 && keys.every(isReferenceKey) ? keys : undefined
}

function isReferenceKey(key: unknown): key is ReferenceKey {
  return typeof key === 'string' ? !isReservedName(key) : Number.isSafeInteger(key)
}

/**
 * An error as a source states it: one with a code is meant for devices. falcor-router makes the same value of whatever a route throws, so
 * one without is a bug, shown in development only.
 */
function errorOf(value: unknown, showBugs: boolean): Failure {
  const { code, message } = (typeof value === 'object' && value !== null ? value : {}) as { code?: unknown; message?: unknown }
  const words = typeof message === 'string' ? message : ''
  return typeof code === 'string' ? new Failure(code, words) : failureOf(new Error(words || JSON.stringify(value)), showBugs)
}

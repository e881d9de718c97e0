import { type Answered, type Asked, ask, form } from './marquee.ts'
import type { SignedIn } from './sign-in.ts'

export type Key = string | number | boolean | null | { readonly from?: number; readonly to?: number; readonly length?: number }
export type PathSet = readonly (Key | readonly Key[])[]
/** A node of a JSON Graph: a branch, a sentinel or a value. */
export type GraphNode = { readonly [key: string]: GraphNode } | readonly unknown[] | string | number | boolean | null | undefined
export interface Envelope {
  readonly jsonGraph: { readonly [key: string]: GraphNode }
  readonly paths?: readonly PathSet[]
  readonly invalidated?: readonly PathSet[]
}

/** `/model.json` by GET, as devices ask it; null is a visitor. */
export function modelUrl(paths: unknown): string {
  return `/model.json?method=get&paths=${encodeURIComponent(JSON.stringify(paths))}`
}

export function falcorGet(paths: readonly PathSet[], who: SignedIn | null, headers: Asked['headers'] = {}): Promise<Answered> {
  return ask(modelUrl(paths), { headers: { ...who?.headers, ...headers } })
}

export function falcorSet(envelope: unknown, who: SignedIn | null, headers: Asked['headers'] = {}): Promise<Answered> {
  return ask('/model.json', form({ method: 'set', jsonGraph: envelope }, { ...who?.headers, ...headers }))
}

/** A call without `paths`; `suffixes` start at the entity that the function returns. */
export function falcorCall(
  name: string,
  args: readonly unknown[],
  suffixes: readonly PathSet[],
  who: SignedIn | null,
  headers: Asked['headers'] = {},
): Promise<Answered> {
  const fields = { method: 'call', callPath: [name], arguments: args, pathSuffixes: suffixes, paths: [] }
  return ask('/model.json', form(fields, { ...who?.headers, ...headers }))
}

/** The envelope of an answer that must be a 200. */
export function envelopeOf(answer: Answered): Envelope {
  if (answer.status !== 200) throw new Error(`Falcor answered ${answer.status}: ${answer.text.slice(0, 500)}`)
  return answer.json<Envelope>()
}

/** The node at a path, references followed; an error and an atom stand as they are. */
export function nodeAt(graph: Envelope['jsonGraph'], path: readonly (string | number)[]): GraphNode {
  let node: GraphNode = graph
  for (const key of path) {
    node = followed(graph, node)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined
    node = (node as Record<string, GraphNode>)[key]
  }
  return followed(graph, node)
}

function followed(graph: Envelope['jsonGraph'], node: GraphNode): GraphNode {
  const target = referenceOf(node)
  return target === undefined ? node : nodeAt(graph, target)
}

/** The path that a reference names; undefined where the node is none. */
export function referenceOf(node: GraphNode): readonly (string | number)[] | undefined {
  return sentinelOf(node, 'ref') as readonly (string | number)[] | undefined
}

/** The value of an atom, or the node itself where it is a bare value. */
export function bareValue(node: GraphNode): unknown {
  return isSentinel(node, 'atom') ? node.value : node
}

/** What stands in an error; undefined where the node is none. */
export function errorOf(node: GraphNode): { readonly code: string; readonly message: string } | undefined {
  return sentinelOf(node, 'error') as { code: string; message: string } | undefined
}

export function isSentinel(node: GraphNode, type: 'atom' | 'ref' | 'error'): node is { readonly [key: string]: GraphNode } {
  return typeof node === 'object' && node !== null && !Array.isArray(node) && (node as Record<string, GraphNode>).$type === type
}

function sentinelOf(node: GraphNode, type: 'ref' | 'error'): GraphNode {
  return isSentinel(node, type) ? node.value : undefined
}

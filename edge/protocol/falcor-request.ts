import { badField, readForm } from './form.ts'
import { isJsonObject } from './json-object.ts'
import { EdgeRefusal } from './refusal.ts'
import { parseStrictJson } from './strict-json.ts'

/** What a Falcor client asks for; the values are still as the device sent them, undefined where it sent none. */
export type FalcorRequest =
  | { readonly method: 'get'; readonly paths: unknown }
  | { readonly method: 'set'; readonly envelope: unknown }
  | {
      readonly method: 'call'
      readonly callPath: unknown
      readonly arguments: unknown
      readonly pathSuffixes: unknown
      readonly thisPaths: unknown
    }

const fieldNames: ReadonlySet<string> = new Set(['method', 'paths', 'jsonGraph', 'callPath', 'arguments', 'pathSuffixes'])

/** Reads `?method=get&paths=…`. Only `get` is asked by GET: the others write. */
export function readFalcorQuery(query: string, maxDepth: number): FalcorRequest {
  const fields = readForm(query, fieldNames)
  const method = fields.get('method') ?? 'get'
  if (method === 'set' || method === 'call')
    throw new EdgeRefusal('METHOD_NOT_ALLOWED', `Cannot use GET for '${method}': send it by POST`, {}, { allow: 'POST' })
  return toRequest(method, (name) => jsonField(fields.get(name), name, maxDepth))
}

/** Reads a form body, as `falcor-http-datasource` sends it: each field but `method` is JSON. */
export function readFalcorForm(body: string, maxDepth: number): FalcorRequest {
  const fields = readForm(body, fieldNames)
  return toRequest(fields.get('method') ?? 'get', (name) => jsonField(fields.get(name), name, maxDepth))
}

/** Reads a JSON body with the same fields, each a value or a string that holds its JSON. */
export function readFalcorJson(body: string, maxDepth: number): FalcorRequest {
  const fields = parseStrictJson(body, maxDepth, 'body')
  if (!isJsonObject(fields)) throw new EdgeRefusal('BAD_BODY', 'Cannot read this body: need an object', { position: 'body' })
  const field = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined)
  return toRequest(field('method') ?? 'get', (name) => {
    const value = field(name)
    return typeof value === 'string' ? parseStrictJson(value, maxDepth, name) : value
  })
}

function toRequest(method: unknown, field: (name: string) => unknown): FalcorRequest {
  switch (method) {
    case 'get':
      return { method, paths: required('paths', field) }
    case 'set':
      return { method, envelope: required('jsonGraph', field) }
    case 'call':
      return {
        method,
        callPath: required('callPath', field),
        arguments: field('arguments'),
        pathSuffixes: field('pathSuffixes'),
        thisPaths: field('paths'),
      }
    default:
      throw badField('method', 'need get, set or call')
  }
}

function required(name: string, field: (name: string) => unknown): unknown {
  const value = field(name)
  if (value === undefined) throw badField(name, 'it is missing')
  return value
}

const jsonField = (text: string | undefined, name: string, maxDepth: number) =>
  text === undefined ? undefined : parseStrictJson(text, maxDepth, name)

import { badField, readForm } from './form.ts'
import { isJsonObject } from './json-object.ts'
import { EdgeRefusal } from './refusal.ts'
import { parseStrictJson } from './strict-json.ts'

/** The parameters of GraphQL over HTTP, each of the type that the specification says. */
export interface GraphqlParams {
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly extensions: Readonly<Record<string, unknown>> | undefined
}

const fieldNames: ReadonlySet<string> = new Set(['query', 'operationName', 'variables', 'extensions'])

/** Reads the parameters of a GET; `variables` and `extensions` are JSON. */
export function readGraphqlQuery(query: string, maxDepth: number): GraphqlParams {
  const fields = readForm(query, fieldNames)
  const json = (name: string) => {
    const text = fields.get(name)
    return text === undefined || text === '' ? undefined : parseStrictJson(text, maxDepth, name)
  }
  return toParams((name) => (name === 'variables' || name === 'extensions' ? json(name) : fields.get(name) || undefined))
}

/** Reads the body of a POST. Refuses arrays of operations. */
export function readGraphqlJson(body: string, maxDepth: number): GraphqlParams {
  const fields = parseStrictJson(body, maxDepth, 'body')
  if (Array.isArray(fields)) throw new EdgeRefusal('BATCH_NOT_SUPPORTED', 'Cannot take an array of operations: send them one by one')
  if (!isJsonObject(fields)) throw new EdgeRefusal('BAD_BODY', 'Cannot read this body: need an object', { position: 'body' })
  return toParams((name) => (Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined))
}

function toParams(field: (name: string) => unknown): GraphqlParams {
  const query = field('query')
  const operationName = field('operationName')
  if (query === undefined) throw badField('query', 'it is missing')
  if (typeof query !== 'string') throw badField('query', 'need a string')
  if (operationName !== undefined && typeof operationName !== 'string') throw badField('operationName', 'need a string')
  return { query, operationName, variables: objectField('variables', field), extensions: objectField('extensions', field) }
}

function objectField(name: string, field: (name: string) => unknown): Readonly<Record<string, unknown>> | undefined {
  const value = field(name)
  if (value !== undefined && !isJsonObject(value)) throw badField(name, 'need an object')
  return value
}

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

/** The parameters of a question for a document that the edge knows by its id. */
export interface TrustedParams extends Omit<GraphqlParams, 'query'> {
  /** The SHA-256 of the document, in hexadecimal digits; anything else stands for no document. */
  readonly documentId: string
  /** The document besides, from clients that would register it. */
  readonly query: string | undefined
}

const fieldNames: ReadonlySet<string> = new Set(['query', 'documentId', 'operationName', 'variables', 'extensions'])

/** Reads the parameters of a GET; `variables` and `extensions` are JSON. */
export function readGraphqlQuery(query: string, maxDepth: number): GraphqlParams | TrustedParams {
  const fields = readForm(query, fieldNames)
  const json = (name: string) => {
    const text = fields.get(name)
    return text === undefined || text === '' ? undefined : parseStrictJson(text, maxDepth, name)
  }
  return toParams((name) => (name === 'variables' || name === 'extensions' ? json(name) : fields.get(name) || undefined))
}

/** Reads the body of a POST. Refuses arrays of operations. */
export function readGraphqlJson(body: string, maxDepth: number): GraphqlParams | TrustedParams {
  const fields = parseStrictJson(body, maxDepth, 'body')
  if (Array.isArray(fields)) throw new EdgeRefusal('BATCH_NOT_SUPPORTED', 'Cannot take an array of operations: send them one by one')
  if (!isJsonObject(fields)) throw new EdgeRefusal('BAD_BODY', 'Cannot read this body: need an object', { position: 'body' })
  return toParams((name) => (Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined))
}

function toParams(field: (name: string) => unknown): GraphqlParams | TrustedParams {
  const query = textField('query', field)
  const operationName = textField('operationName', field)
  const variables = objectField('variables', field)
  const extensions = objectField('extensions', field)
  const documentId = textField('documentId', field) ?? hashOf(extensions?.persistedQuery)
  if (documentId !== undefined) return { documentId: documentId.replace(/^sha256:/, ''), query, operationName, variables, extensions }
  if (query === undefined) throw badField('query', 'it is missing')
  return { query, operationName, variables, extensions }
}

/** The id as Apollo's clients send it: https://www.apollographql.com/docs/apollo-server/performance/apq */
function hashOf(persistedQuery: unknown): string | undefined {
  if (persistedQuery === undefined || persistedQuery === null) return undefined
  const hash = isJsonObject(persistedQuery) ? persistedQuery.sha256Hash : undefined
  if (typeof hash !== 'string') throw badField('extensions.persistedQuery', 'need an object with sha256Hash')
  return hash
}

function textField(name: string, field: (name: string) => unknown): string | undefined {
  const value = field(name)
  if (value !== undefined && typeof value !== 'string') throw badField(name, 'need a string')
  return value
}

function objectField(name: string, field: (name: string) => unknown): Readonly<Record<string, unknown>> | undefined {
  const value = field(name)
  if (value === undefined) return undefined
  if (!isJsonObject(value)) throw badField(name, 'need an object')
  // Nobody declares such a variable; whoever sends one hopes that it is taken for the prototype.
  if (Object.hasOwn(value, '__proto__')) throw badField(name, 'a reserved name is in it')
  return value
}

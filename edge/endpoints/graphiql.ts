import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { Endpoint } from './endpoint.ts'

/** Where the built files of the apps are, by path. */
export interface AppFiles {
  fetch(request: Request): Promise<Response>
}

/** The page loads nothing of other hosts and sends nothing there. Its editor sets styles of elements and draws icons from data. */
const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  vary: 'accept',
}

/** Shows GraphiQL to a browser that opens the endpoint's address; whoever does not ask for HTML gets the endpoint's own answer. */
export function withGraphiql(endpoint: Endpoint, files: AppFiles | undefined): Endpoint {
  if (files === undefined) return endpoint
  return {
    ...endpoint,
    async answer(exchange) {
      if (!asksForPage(exchange)) return endpoint.answer(exchange)
      const page = await fileAnswer(files, exchange, '/graphiql/')
      return { ...page, headers: { ...page.headers, ...pageHeaders } }
    },
  }
}

/** `/graphiql/…`: the scripts, styles and workers of the page. */
export function graphiqlFiles(files: AppFiles | undefined, limits: EdgeLimits): Endpoint {
  return {
    name: 'graphiql-files',
    methods: ['GET'],
    deadlineMs: limits.deadlineMs,
    answer(exchange) {
      if (files === undefined) throw noFile()
      return fileAnswer(files, exchange, exchange.path)
    },
  }
}

const asksForPage = ({ request, headers }: Exchange) => request.method === 'GET' && /\btext\/html\b/i.test(headers.get('accept') ?? '')

const kept = ['content-type', 'content-length', 'cache-control', 'etag']

async function fileAnswer(files: AppFiles, { headers: asked, url }: Exchange, path: string): Promise<Answer> {
  const etag = asked.get('if-none-match')
  const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag }
  const file = await files.fetch(new Request(new URL(path, url), { headers }))
  if (file.status !== 200 && file.status !== 304) {
    await file.body?.cancel()
    throw noFile()
  }
  const pairs = kept.flatMap((name) => {
    const value = file.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { status: file.status, headers: Object.fromEntries(pairs), body: file.body }
}

const noFile = () => new EdgeRefusal('NOT_FOUND', 'Cannot find this file')

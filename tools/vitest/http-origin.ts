import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { echoSocket } from './echo-socket.ts'
import { createLedger, type Ledger } from './ledger.ts'

/** Before every path of this origin. */
export const originBase = '/base'

export interface HttpOrigin {
  /** As `http://127.0.0.1:40123`. */
  readonly url: string
  readonly ledger: Ledger
  /** Sends an event to all who listen, and says how many they are. */
  tell(data: string): number
  stop(): void
}

type Behaviour = (request: IncomingMessage, response: ServerResponse, url: URL, sent: (bytes: number) => void) => void

/** How this origin answers, by the end of the path. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  /** Tells what came, the body's length and text included. */
  echo(request, response, url) {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const { method, url: target, headers } = request
      const text = body.length > 1_000 ? undefined : body.toString()
      response.setHeader('content-type', 'application/json')
      response
        .writeHead(Number(url.searchParams.get('status') ?? 200))
        .end(JSON.stringify({ method, target, headers, size: body.length, text }))
    })
  },
  /** Answers at once, and says of each piece of the body that it has come. */
  pieces(request, response) {
    response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders()
    request.on('data', (chunk: Buffer) => response.write(`${chunk.toString()} came\n`))
    request.on('end', () => response.end('all came\n'))
  },
  /** Takes all of a body, and says nothing before its end. */
  upload(request, response) {
    request.resume().on('end', () => response.end('taken'))
  },
  /** As many bytes as are asked for, as fast as they are taken. */
  bytes(_request, response, url, sent) {
    const piece = Buffer.alloc(64 * 1_024, 'x')
    let left = Number(url.searchParams.get('size'))
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': left })
    const write = () => {
      while (left > 0) {
        const next = piece.subarray(0, Math.min(left, piece.length))
        left -= next.length
        sent(next.length)
        if (!response.write(next)) return void response.once('drain', write)
      }
      response.end()
    }
    write()
  },
  /** Events without an end: one at once, others when they are told. */
  events(_request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).write('data: hello\n\n')
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  },
  /** Breaks off in the middle of what it has announced. */
  broken(_request, response) {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy())
  },
  /** Hangs up without an answer. */
  gone(request) {
    request.destroy()
  },
  gzip(_request, response) {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('small when it travels'))
  },
  /** Sends a device elsewhere. */
  redirect(_request, response, url) {
    response.writeHead(302, { location: url.searchParams.get('to') ?? '' }).end()
  },
  /** Says what only the edge may say. */
  forward(_request, response) {
    response.setHeader('set-cookie', ['a=b; path=/', 'c=d'])
    response.setHeader('connection', 'x-private')
    response.setHeader('x-private', 'of this connection')
    response.setHeader('x-marquee-session', 'a token')
    response.setHeader('access-control-allow-origin', 'https://evil.example')
    response.setHeader('x-legacy', 'kept').setHeader('cache-control', 'public, max-age=60').end('{}')
  },
}

const listeners = new Set<ServerResponse>()

function tell(data: string): number {
  for (const listener of listeners) listener.write(`data: ${data}\n\n`)
  return listeners.size
}

/**
 * Starts an HTTP origin for tests of what is proxied, on a free port of this machine. Below `/control/` tests ask the origin itself: `ledger` waits
 * until as many requests of a `path` have `began` and `ended`, and says what became of them; `tell` sends an event to all who listen.
 */
export async function startHttpOrigin(): Promise<HttpOrigin> {
  const ledger = createLedger()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://origin.test')
    const [, place, name = ''] = /^\/(control|base)\/(?:.*\/)?([^/]*)$/.exec(url.pathname) ?? []
    const behaviour = place === 'base' ? behaviours[name] : undefined
    if (behaviour !== undefined) {
      const entry = ledger.open(url.pathname)
      response.on('close', () => entry.close(!response.writableFinished))
      return behaviour(request, response, url, entry.sent)
    }
    const asked = (field: string) => url.searchParams.get(field) ?? ''
    if (place === 'control' && name === 'ledger')
      return void ledger
        .until(asked('path'), Number(asked('began')), Number(asked('ended')))
        .then((entry) => response.end(JSON.stringify(entry)))
    if (place === 'control' && name === 'tell') return void response.end(String(tell(asked('data'))))
    response.writeHead(404).end()
  })
  server.on('upgrade', (request, socket) => {
    const { pathname } = new URL(request.url ?? '/', 'http://origin.test')
    if (!pathname.endsWith('/socket')) return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    const entry = ledger.open(pathname)
    socket.on('close', () => entry.close(false))
    echoSocket(request, socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    tell,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

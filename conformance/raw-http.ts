import { connect } from 'node:net'
import type { Answered } from './marquee.ts'

/** What came back on a connection. */
export interface RawExchange {
  /** Undefined where the connection ended without a word. */
  readonly answer: Answered | undefined
  /** What an ordinary request on the same connection came to afterwards; undefined where the connection had ended. */
  readonly after: Answered | undefined
}

/** The bytes of a request, written with `⏎` for the end of a line and `{host}` for the host that is asked. */
export function bytesOf(text: string, url: string): Buffer {
  return Buffer.from(text.replaceAll('⏎', '\r\n').replaceAll('{host}', new URL(url).host), 'latin1')
}

/**
 * Sends bytes as they are, and once they are answered an ordinary request behind them: its answer shows that the connection goes on, and that
 * nothing of the bytes was left over to be read as a request of its own.
 */
export function sendRaw(url: string, text: string): Promise<RawExchange> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let received = ''
    let answer: Answered | undefined
    const finish = (after?: Answered) => {
      socket.destroy()
      resolve({ answer: answer ?? readAnswer(received, true)?.answer, after })
    }
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      received += chunk
      for (let read = readAnswer(received, false); read !== undefined; read = readAnswer(received, false)) {
        received = read.rest
        if (read.answer.status < firstFinal) continue
        if (answer !== undefined) return finish(read.answer)
        answer = read.answer
        socket.write(bytesOf('GET /healthz HTTP/1.1⏎Host: {host}⏎⏎', url))
      }
    })
    // Who ends a connection with bytes unread resets it.
    socket.on('error', () => finish())
    socket.on('close', () => finish())
    socket.write(bytesOf(text, url))
  })
}

/** Asks by GET with header lines as they are, and gives the answer. Throws where there is none. */
export async function rawGet(url: string, target: string, ...headers: readonly string[]): Promise<Answered> {
  const lines = [`GET ${target} HTTP/1.1`, 'Host: {host}', ...headers]
  const { answer } = await sendRaw(url, `${lines.join('⏎')}⏎⏎`)
  if (answer === undefined) throw new Error(`Cannot read an answer to ${target}: the connection ended without one`)
  return answer
}

const firstFinal = 200
const withoutBody = new Set([204, 304])

/** The first answer in what has come, and what stands behind it; undefined while it is not all there. */
function readAnswer(received: string, ended: boolean): { readonly answer: Answered; readonly rest: string } | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = received.slice(0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1])
  const headers = new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
  const read = readBody(received.slice(end + '\r\n\r\n'.length), status, headers, ended)
  if (read === undefined) return undefined
  const text = Buffer.from(read.body, 'latin1').toString()
  return { answer: { status, headers, text, json: <body>() => JSON.parse(text) as body }, rest: read.rest }
}

function readBody(received: string, status: number, headers: Headers, ended: boolean) {
  if (status < firstFinal || withoutBody.has(status)) return { body: '', rest: received }
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(received)
  const length = headers.get('content-length')
  if (length === null) return ended ? { body: received, rest: '' } : undefined
  return received.length < Number(length) ? undefined : { body: received.slice(0, Number(length)), rest: received.slice(Number(length)) }
}

function readChunks(received: string) {
  let body = ''
  for (let rest = received; ; ) {
    const [line, size] = /^([\da-f]+)\r\n/i.exec(rest) ?? []
    if (line === undefined || size === undefined) return undefined
    const length = Number.parseInt(size, 16)
    const next = line.length + length + '\r\n'.length
    if (rest.length < next) return undefined
    body += rest.slice(line.length, line.length + length)
    rest = rest.slice(next)
    if (length === 0) return { body, rest }
  }
}

import { Agent, request as startRequest } from 'node:http'

/** A request by its parts; the path with its query. */
export interface HttpRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends requests to one address over a few connections that stay open. */
export interface HttpLoad {
  send(request: HttpRequest): Promise<HttpAnswer>
  /** Sends so many, some at a time, and reads each answer to its end. Throws where one is not 200. */
  sendMany(times: number, request: (turn: number) => HttpRequest): Promise<void>
  close(): void
}

/** As many as keep a single-threaded server busy. */
const connections = 4

export function httpLoad(address: string): HttpLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(address)

  const exchange = <value>({ method, path, headers, body }: HttpRequest, read: (answer: HttpAnswer) => value, keep: boolean) =>
    new Promise<value>((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const sent = startRequest({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => keep && chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          try {
            resolve(read({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }))
          } catch (error) {
            reject(error)
          }
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })

  return {
    send: (request) => exchange(request, (answer) => answer, true),
    async sendMany(times, request) {
      let turn = 0
      const lane = async () => {
        while (turn < times) {
          const asked = request(turn++)
          await exchange(
            asked,
            ({ status }) => {
              if (status !== 200) throw new Error(`${asked.method} ${asked.path} came to ${status}`)
            },
            false,
          )
        }
      }
      await Promise.all(Array.from({ length: connections }, lane))
    },
    close: () => agent.destroy(),
  }
}

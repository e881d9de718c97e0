import { connect, type Socket } from 'node:net'

/** A connection on which a request is under way, at the level of its bytes: it can be left in the middle. */
export interface RawStream {
  readonly socket: Socket
  /** Sends more of the request; done when it is handed to the system. */
  send(bytes: Uint8Array): Promise<void>
  /** Takes what comes until there are so many bytes in all, and then no more. Rejects where the connection ends before. */
  take(bytes: number): Promise<void>
  /** Takes what comes until this text is in it. */
  see(text: string): Promise<void>
  /** Leaves without a word. */
  leave(): void
}

/** Begins a request: its head is sent. Lines as `content-length: 5`. */
export async function beginRequest(url: string, method: string, target: string, ...lines: readonly string[]): Promise<RawStream> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  // Who leaves in the middle may be reset.
  socket.on('error', () => {})
  socket.pause()
  const send = (bytes: Uint8Array | string) => new Promise<void>((resolve) => void socket.write(bytes, () => resolve()))
  await send(`${[`${method} ${target} HTTP/1.1`, `host: ${host}`, ...lines].join('\r\n')}\r\n\r\n`)

  const until = (enough: (bytes: number, tail: string) => boolean) =>
    new Promise<void>((resolve, reject) => {
      let bytes = 0
      let tail = ''
      const onData = (chunk: Buffer) => {
        bytes += chunk.length
        tail = (tail + chunk.toString('latin1')).slice(-keptTail)
        if (!enough(bytes, tail)) return
        socket.off('data', onData).off('close', onClose).pause()
        resolve()
      }
      const onClose = () => reject(new Error(`the connection ended after ${bytes} bytes: ${tail}`))
      socket.on('data', onData).on('close', onClose).resume()
    })
  return {
    socket,
    send,
    take: (wanted) => until((bytes) => bytes >= wanted),
    see: (text) => until((_bytes, tail) => tail.includes(text)),
    leave: () => void socket.destroy(),
  }
}

const keptTail = 2_000

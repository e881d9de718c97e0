import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const text = 0x1
const close = 0x8
const final = 0x80
const lengthBits = 0x7f
const shortest = 6

/** Takes up a WebSocket (RFC 6455) and sends back each short text with the subprotocol in front; a close is answered. No more than tests need. */
export function echoSocket(request: IncomingMessage, socket: Duplex): void {
  const key = String(request.headers['sec-websocket-key'])
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const [protocol = ''] = String(request.headers['sec-websocket-protocol'] ?? '').split(',')
  const answer = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: upgrade', `sec-websocket-accept: ${accept}`]
  if (protocol !== '') answer.push(`sec-websocket-protocol: ${protocol}`)
  socket.write(`${answer.join('\r\n')}\r\n\r\n`)
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())

  let buffered = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk])
    while (buffered.length >= shortest) {
      const length = (buffered[1] ?? 0) & lengthBits
      if (buffered.length < shortest + length) return
      const opcode = (buffered[0] ?? 0) & 0xf
      const mask = buffered.subarray(2, shortest)
      const payload = Buffer.from(buffered.subarray(shortest, shortest + length)).map(
        (byte: number, at: number) => byte ^ (mask[at % 4] ?? 0),
      )
      buffered = buffered.subarray(shortest + length)
      if (opcode === close) return void socket.end(frame(close, Buffer.from(payload)))
      if (opcode === text) socket.write(frame(text, Buffer.from(`${protocol}:${Buffer.from(payload).toString()}`)))
    }
  })
}

function frame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([final | opcode, payload.length]), payload])
}

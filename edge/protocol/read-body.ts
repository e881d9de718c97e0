import { edgeLimits } from '../config/limits.ts'
import type { EndSignal } from '../end-signal.ts'
import { EdgeRefusal, overLimit } from './refusal.ts'

/** The media type of a body, lower case, without parameters; '' where none is declared. Refuses another charset than UTF-8. */
export function mediaTypeOf(headers: Headers): string {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.trim().split('=')
    if (name === 'charset' && !/^"?utf-?8"?$/.test(value)) throw unsupportedMediaType('charset=utf-8')
  }
  return type.trim()
}

export function unsupportedMediaType(accepted: string): EdgeRefusal {
  return new EdgeRefusal('UNSUPPORTED_MEDIA_TYPE', `Cannot read this body: send ${accepted}`, { accepted })
}

/**
 * Reads a body of at most `maxBytes` as UTF-8 and keeps nothing from the first byte beyond; what `signal` ends is a device too slow with its
 * body. Refuses compressed bodies: they are small until they are read.
 */
export async function readBody(request: Request, maxBytes: number, signal: EndSignal): Promise<string> {
  const encoding = request.headers.get('content-encoding')
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity')
    throw new EdgeRefusal('UNSUPPORTED_ENCODING', 'Cannot read this body: send it without content-encoding')
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw overLimit('BODY_LIMIT', 'bodyBytes', maxBytes, declared)
  if (request.body === null) return ''

  const chunks = await readChunks(request.body, maxBytes, signal)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(chunks)
  } catch {
    throw new EdgeRefusal('BAD_ENCODING', 'Cannot read this body: it is no UTF-8')
  }
}

async function readChunks(body: ReadableStream<Uint8Array>, maxBytes: number, signal: EndSignal): Promise<Uint8Array> {
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (signal.aborted) throw new EdgeRefusal('BODY_TIMEOUT', 'Cannot read this body: it did not arrive in time')
      if (done) return join(chunks, size)
      size += value.byteLength
      if (size > maxBytes) {
        await discard(reader)
        throw overLimit('BODY_LIMIT', 'bodyBytes', maxBytes, size)
      }
      chunks.push(value)
    }
  } catch (error) {
    if (error instanceof EdgeRefusal) throw error
    // Broken framing, or a connection that went away in the middle.
    throw new EdgeRefusal('BAD_BODY', 'Cannot read this body: it broke off')
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Takes in what is left of a body that nobody has read, within bounds: else the connection ends before its answer is read. */
export async function discardBody({ body, bodyUsed }: Request): Promise<void> {
  if (body === null || bodyUsed || body.locked) return
  // A body that breaks off has nothing left.
  await discard(body.getReader()).catch(() => {})
}

/** Lets a device finish sending what it is about to: many do not read an answer that comes before, and proxies lose it. Nothing is kept. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, edgeLimits.maxDiscardMs)
  })
  for (let size = 0; size < edgeLimits.maxDiscardBytes; ) {
    const next = await Promise.race([reader.read(), late])
    if (next === undefined || next.done) break
    size += next.value.byteLength
  }
  clearTimeout(timer)
  void reader.cancel().catch(() => {})
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks
  if (chunks.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

import type { EndSignal } from '../end-signal.ts'
import { EdgeRefusal, overLimit } from './refusal.ts'

/** How long a body may take and how much of it may be dropped. */
export interface BodyLimits {
  /** From one piece of a body to the next. */
  readonly maxStallMs: number
  /** How much of a body that is refused may still be taken in and dropped, and for how long. */
  readonly maxDiscardBytes: number
  readonly maxDiscardMs: number
}

/** Sees each piece of a body as it passes, and may give another in its place; what it throws is what reading the body comes to. */
export type ChunkFilter = (chunk: Uint8Array) => Uint8Array | undefined

/** Whoever takes a body as a stream. */
export interface BodyTaker {
  /** Told of each piece before it is there. */
  onPiece?(): void
  /** Told of a refusal before the stream fails. */
  onRefusal?(refusal: EdgeRefusal): void
}

type Chunks = ReadableStreamDefaultReader<Uint8Array>

/**
 * The body of a request: read from the platform once, whoever wants it. Buffered (`bytes`, `text`), it is there for the next who asks; taken as
 * a stream, it belongs to the taker. Refusals: `BODY_LIMIT`, `BODY_TIMEOUT` for one that stalls, `BAD_BODY` for one that breaks off.
 */
export class RequestBody {
  readonly #request: Request
  readonly #limits: BodyLimits
  readonly #filters: ChunkFilter[] = []
  #taken = false
  #whole: Promise<Uint8Array> | undefined
  #streamed: Chunks | undefined
  #dropped: Promise<void> | undefined
  #refusal: EdgeRefusal | undefined
  #reading: ReturnType<Chunks['read']> | undefined

  constructor(request: Request, limits: BodyLimits) {
    this.#request = request
    this.#limits = limits
  }

  /** Why no more of it is read; whoever took it as a stream may hear of that in other words. */
  get refusal(): EdgeRefusal | undefined {
    return this.#refusal
  }

  /** In bytes; undefined where the device does not say, or a filter may change it. */
  get length(): number | undefined {
    const declared = this.#request.headers.get('content-length')
    return declared === null || this.#filters.length > 0 ? undefined : Number(declared)
  }

  /** Lets a filter see the body as it passes, whoever reads it and when. */
  watch(filter: ChunkFilter): void {
    this.#filters.push(filter)
  }

  /**
   * All of it, at most `maxBytes`; nothing is kept from the first byte beyond. Refuses compressed bodies: they are small until they are read.
   * What `signal` ends is a device too slow with its body.
   */
  async bytes(maxBytes: number, signal: EndSignal): Promise<Uint8Array> {
    const encoding = this.#request.headers.get('content-encoding')
    if (encoding !== null && encoding.trim().toLowerCase() !== 'identity')
      throw new EdgeRefusal('UNSUPPORTED_ENCODING', 'Cannot read this body: send it without content-encoding')
    this.#refuseDeclared(maxBytes)
    this.#whole ??= this.#readWhole(maxBytes, signal)
    const whole = await this.#whole
    if (whole.byteLength > maxBytes) throw this.#refuse(tooLarge(maxBytes, whole.byteLength))
    return whole
  }

  /** All of it as UTF-8, at most `maxBytes`. */
  async text(maxBytes: number, signal: EndSignal): Promise<string> {
    const bytes = await this.bytes(maxBytes, signal)
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    } catch {
      throw new EdgeRefusal('BAD_ENCODING', 'Cannot read this body: it is no UTF-8')
    }
  }

  /** The body as it comes, nothing held, at most `maxBytes` of it; null where there is none. A refusal is what reading it comes to. */
  stream(maxBytes: number, taker: BodyTaker = {}): ReadableStream<Uint8Array> | null {
    this.#refuseDeclared(maxBytes)
    if (this.length === 0) return null
    if (this.#whole !== undefined) return streamOf(this.#whole)
    const chunks = this.#take()
    if (chunks === undefined) return null
    this.#streamed = chunks
    let size = 0
    return new ReadableStream(
      {
        pull: async (controller) => {
          if (this.#dropped !== undefined) throw new TypeError('the rest of this body is given up')
          try {
            const chunk = await this.#next(chunks)
            if (chunk === undefined) return controller.close()
            size += chunk.byteLength
            if (size > maxBytes) throw this.#refuse(tooLarge(maxBytes, size))
            taker.onPiece?.()
            controller.enqueue(chunk)
          } catch (error) {
            if (this.#refusal !== undefined) taker.onRefusal?.(this.#refusal)
            await this.giveUp()
            throw error
          }
        },
        cancel: () => this.giveUp(),
      },
      { highWaterMark: 0 },
    )
  }

  /** Says that whoever took the body as a stream takes no more of it: what is left is dropped, within bounds. */
  giveUp(): Promise<void> {
    // A body that breaks off has nothing left.
    if (this.#streamed !== undefined) this.#dropped ??= this.#drop(this.#streamed).catch(() => {})
    return this.#dropped ?? Promise.resolve()
  }

  /** Takes in what is left of a body that nobody reads, within bounds: else the connection ends before its answer is read. */
  async discard(): Promise<void> {
    if (!this.#taken && !this.#request.bodyUsed) this.#streamed = this.#take()
    else if (this.#dropped === undefined) return
    await this.giveUp()
  }

  #refuseDeclared(maxBytes: number): void {
    const declared = Number(this.#request.headers.get('content-length') ?? 0)
    if (declared > maxBytes) throw this.#refuse(tooLarge(maxBytes, declared))
  }

  /** The first refusal counts. */
  #refuse(refusal: EdgeRefusal): EdgeRefusal {
    return (this.#refusal ??= refusal)
  }

  #take(): Chunks | undefined {
    if (this.#taken || this.#request.bodyUsed) throw new TypeError('the body of this request is read already')
    this.#taken = true
    return this.#request.body?.getReader()
  }

  async #readWhole(maxBytes: number, signal: EndSignal): Promise<Uint8Array> {
    const chunks = this.#take()
    if (chunks === undefined) return new Uint8Array()
    const stop = () => void chunks.cancel().catch(() => {})
    signal.addEventListener('abort', stop)
    const read: Uint8Array[] = []
    let size = 0
    try {
      for (;;) {
        const chunk = await this.#next(chunks, signal)
        if (chunk === undefined) return join(read, size)
        size += chunk.byteLength
        if (size > maxBytes) {
          await this.#drop(chunks)
          throw this.#refuse(tooLarge(maxBytes, size))
        }
        read.push(chunk)
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** The next piece as the filters leave it; undefined at the end. */
  async #next(chunks: Chunks, signal?: EndSignal): Promise<Uint8Array | undefined> {
    let stalled = false
    const timer = setTimeout(() => {
      stalled = true
      void chunks.cancel().catch(() => {})
    }, this.#limits.maxStallMs)
    this.#reading = chunks.read()
    // A read that is cancelled ends on some platforms, and fails on others.
    const read = await this.#reading.catch(() => undefined)
    clearTimeout(timer)
    if (stalled || signal?.aborted) throw this.#refuse(tooSlow())
    // Broken framing, or a connection that went away in the middle.
    if (read === undefined) throw this.#refuse(new EdgeRefusal('BAD_BODY', 'Cannot read this body: it broke off'))
    const next = read.done ? undefined : read.value
    return next && this.#filters.reduce((chunk, filter) => filter(chunk) ?? chunk, next)
  }

  /** Lets a device finish sending what it is about to: many do not read an answer that comes before, and proxies lose it. Nothing is kept. */
  async #drop(chunks: Chunks): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#limits.maxDiscardMs)
    })
    // One that is under way is waited for: some platforms take no second beside it.
    let reading = this.#reading ?? chunks.read()
    for (let size = 0; size < this.#limits.maxDiscardBytes; ) {
      const next = await Promise.race([reading, late])
      if (next === undefined || next.done) break
      size += next.value.byteLength
      reading = chunks.read()
    }
    reading.catch(() => {})
    clearTimeout(timer)
    void chunks.cancel().catch(() => {})
  }
}

const tooLarge = (maxBytes: number, actual: number) => overLimit('BODY_LIMIT', 'bodyBytes', maxBytes, actual)
const tooSlow = () => new EdgeRefusal('BODY_TIMEOUT', 'Cannot read this body: it did not arrive in time')

function streamOf(whole: Promise<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(await whole)
      controller.close()
    },
  })
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

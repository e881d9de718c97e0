import { decodeUtf8, encodeUtf8 } from '../text-encoding.ts'
import { joinBytes } from './join-bytes.ts'

/**
 * Gathers an answer as UTF-8: text and references on pages of its own, fragments where they lie. All is put together once, at the end.
 * Text is encoded piece by piece: one character outside Latin-1 makes V8 keep a whole string in two bytes a character, which then costs
 * three times as much to encode; so it costs that piece alone.
 */
export class JsonWriter {
  readonly #parts: Uint8Array[] = []
  #page = noBytes
  /** What of the page is not among the parts yet. */
  #from = 0
  #at = 0
  #text = ''

  write(text: string): void {
    this.#text += text
    if (this.#text.length > pieceLength) this.flush()
  }

  /** Bytes that are JSON already and stay as they are. */
  writeBytes(bytes: Uint8Array): void {
    if (this.#text !== '') this.flush()
    if (this.#at > this.#from) this.#cut()
    this.#parts.push(bytes)
  }

  /** Bytes that are JSON already, then a number of at most 10 digits, then two characters. Lists of references are made of these. */
  writeAround(before: Uint8Array, id: number, first: number, second: number): void {
    if (this.#text !== '') this.flush()
    this.#reserve(before.length + 12)
    const page = this.#page
    page.set(before, this.#at)
    let at = this.#at + before.length
    let digits = 1
    for (let rest = id; rest >= 10; rest = (rest / 10) | 0) digits++
    for (let place = at + digits - 1, rest = id; place >= at; place--, rest = (rest / 10) | 0) page[place] = 48 + (rest % 10)
    at += digits
    page[at] = first
    page[at + 1] = second
    this.#at = at + 2
  }

  /** Encodes what was written as text: a little onto the page, much as a part of its own, which is not moved again. */
  flush(): void {
    const text = this.#text
    if (text === '') return
    this.#text = ''
    if (text.length <= shortText && this.#copyAscii(text)) return
    const bytes = encodeUtf8(text)
    if (bytes.length > longText) {
      this.#cut()
      this.#parts.push(bytes)
      return
    }
    this.#reserve(bytes.length)
    this.#page.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** Copies text of one byte a character; false where it is not. For a few characters this is faster than calling the encoder. */
  #copyAscii(text: string): boolean {
    this.#reserve(text.length)
    const page = this.#page
    let at = this.#at
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code > 127) return false
      page[at++] = code
    }
    this.#at = at
    return true
  }

  /** Writes, and gives a copy of the bytes that were written behind a comma; undefined where they are too many to lie together. */
  copyOf(write: () => void): Uint8Array | undefined {
    this.flush()
    this.#reserve(longText)
    const start = this.#at
    const page = this.#page
    const parts = this.#parts.length
    write()
    this.flush()
    if (page !== this.#page || page.length === 0 || parts !== this.#parts.length) return undefined
    const copy = new Uint8Array(this.#at - start + 1)
    copy[0] = comma
    copy.set(page.subarray(start, this.#at), 1)
    return copy
  }

  done(): JsonBody {
    // A short answer is one text.
    if (this.#at === 0 && this.#parts.length === 0) return new JsonBody(encodeUtf8(this.#text))
    this.flush()
    this.#cut()
    return new JsonBody(joinBytes(this.#parts))
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#page.length) return
    this.#cut()
    // Pages double, so that a short answer takes little and a long one few.
    this.#page = new Uint8Array(Math.max(more, Math.min(2 * this.#page.length, maxPage), minPage))
    this.#from = 0
    this.#at = 0
  }

  /** Puts what is new on the page among the parts. */
  #cut(): void {
    if (this.#at === this.#from) return
    this.#parts.push(this.#page.subarray(this.#from, this.#at))
    this.#from = this.#at
  }
}

const noBytes = new Uint8Array(0)
const comma = ','.charCodeAt(0)
const minPage = 4_096
const maxPage = 65_536
const pieceLength = 16_384
const shortText = 128
const longText = 4_096

/** An answer as JSON. */
export class JsonBody {
  /** For sending: text where it is short, else UTF-8. */
  readonly content: string | Uint8Array<ArrayBuffer>

  constructor(content: string | Uint8Array<ArrayBuffer>) {
    this.content = content
  }

  /** As UTF-8, for keeping. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return typeof this.content === 'string' ? encodeUtf8(this.content) : this.content
  }

  /** As text, for whoever reads it. */
  get text(): string {
    return typeof this.content === 'string' ? this.content : decodeUtf8(this.content)
  }
}

import { encodeUtf8 } from '../text-encoding.ts'
import { joinBytes } from './join-bytes.ts'
import { JsonBody } from './json-writer.ts'

/**
 * Gathers an answer that is text throughout. It is encoded in one go where all of it is Latin-1. One character outside makes V8 keep a
 * whole string in two bytes a character, which then costs three times as much to encode; so then each piece is encoded for itself.
 */
export class TextWriter {
  readonly #pieces: string[] = []
  #text = ''

  write(text: string): void {
    this.#text += text
    if (this.#text.length > pieceLength) this.#cut()
  }

  done(): JsonBody {
    this.#cut()
    const pieces = this.#pieces
    // A string of one byte a character cannot match, and V8 knows it without looking at each.
    if (!pieces.some((piece) => wide.test(piece))) return new JsonBody(encodeUtf8(pieces.join('')))
    return new JsonBody(joinBytes(pieces.map(encodeUtf8)))
  }

  #cut(): void {
    if (this.#text !== '') this.#pieces.push(this.#text)
    this.#text = ''
  }
}

const wide = /[^\u0000-\u00ff]/
const pieceLength = 16_384

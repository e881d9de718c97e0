/** HTML that is safe to stand in HTML: made by `markup` alone, so that text from outside cannot pass for it. */
export class Markup {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }
}

export type Piece = Markup | string | number | readonly Piece[]

/** A template of HTML, and of SVG in it. Whatever stands in its holes is text, unless it was made by `markup` itself; lists stand one after the other. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => part + (at < pieces.length ? write(pieces[at] as Piece) : '')).join(''))
}

function write(piece: Piece): string {
  if (piece instanceof Markup) return piece.html
  if (typeof piece === 'object') return piece.map(write).join('')
  return escaped(String(piece))
}

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand in an element and in a quoted attribute. What is no character at all becomes U+FFFD, so that every parser reads alike. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (character) => names[character] as string)
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd')
}

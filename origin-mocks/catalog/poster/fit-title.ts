export interface FittedTitle {
  readonly lines: readonly { readonly text: string; readonly width: number }[]
  readonly size: number
}

/** Advance widths of the printable ASCII characters in a bold grotesque, in thousandths of the font size. */
const advances =
  '278,333,474,556,556,889,722,238,333,333,389,584,278,333,278,278,556,556,556,556,556,556,556,556,556,556,333,333,584,584,584,611,975,' +
  '722,722,722,722,667,611,778,722,278,556,722,611,833,722,778,667,778,722,667,611,722,667,944,667,667,611,333,278,333,584,556,333,' +
  '556,611,556,611,556,333,611,611,278,278,556,278,889,611,611,611,611,389,556,333,611,556,778,556,556,500,389,280,389,584'
const widths = advances.split(',').map((thousandths) => Number(thousandths) / 1000)

const maxNameLength = 110
const maxWordLength = 18

/** The width of a text in a bold grotesque, in font sizes. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, '')) width += widths[letter.charCodeAt(0) - 32] ?? 0.8
  return width
}

/** Breaks a name into lines as even as can be, in the largest size at which they fit the box. Names over 110 characters are cut. */
export function fitTitle(name: string, box: { width: number; height: number; maxSize: number; maxLines: number }): FittedTitle {
  const words = wordsOf(name)
  let best: FittedTitle | undefined
  for (let count = 1; count <= Math.min(box.maxLines, words.length); count++) {
    const lines = breakEvenly(words, count)
    const widest = Math.max(...lines.map(widthOf))
    const size = Math.floor(Math.min(box.maxSize, box.width / widest, box.height / (count * lineHeight)))
    // A line more is worth it for letters larger by a tenth.
    if (best === undefined || size > best.size * 1.1) best = { size, lines: lines.map((text) => ({ text, width: widthOf(text) * size })) }
  }
  return best ?? { size: box.maxSize, lines: [] }
}

/** The distance of two lines, in font sizes. */
export const lineHeight = 1.04

function wordsOf(name: string): readonly string[] {
  const letters = [...name]
  const short = letters.length > maxNameLength ? `${letters.slice(0, maxNameLength).join('')}…` : name
  return short.split(/\s+/).flatMap((word) => {
    const parts = [...word]
    const pieces: string[] = []
    for (let start = 0; start < parts.length; start += maxWordLength) pieces.push(parts.slice(start, start + maxWordLength).join(''))
    return pieces
  })
}

/** Breaks words into `count` lines so that the widest is as narrow as possible. */
function breakEvenly(words: readonly string[], count: number): readonly string[] {
  const line = (from: number, to: number) => words.slice(from, to).join(' ')
  // narrowest[n][to]: the least widest line of the first `to` words on n lines; cut: where the last of them starts.
  let narrowest = words.map((_, index) => widthOf(line(0, index + 1)))
  const cuts: number[][] = []
  for (let lines = 2; lines <= count; lines++) {
    const cut: number[] = []
    narrowest = words.map((_, last) => {
      let least = Number.POSITIVE_INFINITY
      for (let from = lines - 1; from <= last; from++) {
        const widest = Math.max(narrowest[from - 1] ?? least, widthOf(line(from, last + 1)))
        if (widest < least) {
          least = widest
          cut[last] = from
        }
      }
      return least
    })
    cuts.push(cut)
  }
  const lines: string[] = []
  let end = words.length
  for (const cut of cuts.reverse()) {
    const start = cut[end - 1] ?? 0
    lines.unshift(line(start, end))
    end = start
  }
  return [line(0, end), ...lines]
}

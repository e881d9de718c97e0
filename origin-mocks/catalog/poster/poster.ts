import { type PosterKind, posterHeight } from '../../../contracts/catalog.ts'
import { createDice } from './dice.ts'
import { fitTitle, lineHeight, widthOf } from './fit-title.ts'
import { motifs } from './motifs.ts'
import { type Mood, moodOf, paletteOf } from './palette.ts'

export interface PosterFacts {
  readonly id: number
  readonly name: string
  readonly year: number | null
  readonly genres: readonly string[]
  /** A person's name. */
  readonly director: string | null
}

/** Units of drawing, whatever the width in pixels. `margin` is free on all sides of the text. */
const frames = {
  BOXART: {
    width: 400,
    height: 600,
    margin: 28,
    x: 200,
    y: 218,
    reach: 165,
    title: { width: 344, height: 236, maxSize: 84, maxLines: 5 },
    small: 21,
  },
  BILLBOARD: {
    width: 960,
    height: 540,
    margin: 52,
    x: 690,
    y: 226,
    reach: 195,
    title: { width: 600, height: 226, maxSize: 104, maxLines: 3 },
    small: 23,
  },
} as const

const grotesque = "Helvetica,Arial,'Liberation Sans','Noto Sans','DejaVu Sans',sans-serif"
const serif = "Georgia,'Times New Roman','Liberation Serif','Noto Serif','DejaVu Serif',serif"
/** Letters of a director's name that are drawn. */
const maxCreditLength = 60

const serifMoods: readonly Mood[] = ['drama', 'earth', 'fantasy', 'tender']

/**
 * Draws a film's poster as SVG, `width` pixels wide: the look follows from genres and id, and the same facts always give the same bytes.
 * Text is fitted by estimated widths and pinned with `textLength`, so it never overflows, whatever fonts a device has.
 */
export function poster(facts: PosterFacts, kind: PosterKind, width: number): string {
  const frame = frames[kind]
  const mood = moodOf(facts.genres)
  const dice = createDice(`${facts.id} ${facts.name}`)
  const palette = paletteOf(mood, dice)
  const motif = dice.pick(motifs[mood])
  const id = (name: string) => `${kind.toLowerCase()}${facts.id}${name}`
  const reach = frame.reach * dice.between(0.85, 1.15)
  const x = frame.x + dice.between(-0.28, 0.28) * reach
  const y = frame.y + dice.between(-0.18, 0.12) * reach
  const art = motif({ ...frame, x, y, reach, palette, dice, id })
  const words = lettering(facts, kind, palette.glow)
  const font = serifMoods.includes(mood) ? serif : grotesque
  const ground = `<linearGradient id="${id('g')}" x1="0" y1="0" x2="0.4" y2="1"><stop offset="0" stop-color="${palette.mid}"/><stop offset="1" stop-color="${palette.deep}"/></linearGradient>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${posterHeight(kind, width)}" viewBox="0 0 ${frame.width} ${frame.height}" role="img">`,
    `<title>${escapeXml(facts.year === null ? facts.name : `${facts.name} (${facts.year})`)}</title>`,
    `<defs>${ground}${shade(id('d'), kind, words.top / frame.height, palette.deep)}</defs>`,
    `<rect width="${frame.width}" height="${frame.height}" fill="url(#${id('g')})"/>`,
    art,
    `<rect width="${frame.width}" height="${frame.height}" fill="url(#${id('d')})"/>`,
    `<g font-family="${font}" fill="${palette.ink}">${words.svg}</g>`,
    '</svg>',
  ].join('')
}

/** The dark that text stands on, deep from `top` (a share of the height): it rises from the bottom; on a billboard from the left as well. */
function shade(id: string, kind: PosterKind, top: number, deep: string): string {
  const [direction, stops] =
    kind === 'BOXART'
      ? [
          'x1="0" y1="0" x2="0" y2="1"',
          [
            [0, 0.4],
            [0.14, 0],
            [Math.max(0.2, top - 0.22), 0],
            [top + 0.02, 0.72],
            [Math.min(0.95, top + 0.2), 0.9],
            [1, 0.98],
          ],
        ]
      : [
          'x1="0" y1="1" x2="0.75" y2="0.2"',
          [
            [0, 0.98],
            [0.45, 0.84],
            [0.75, 0.12],
            [1, 0],
          ],
        ]
  const all = stops.map(
    ([offset, opacity]) => `<stop offset="${Math.round((offset ?? 0) * 1000) / 1000}" stop-color="${deep}" stop-opacity="${opacity}"/>`,
  )
  return `<linearGradient id="${id}" ${direction}>${all.join('')}</linearGradient>`
}

/** The title, and under a rule the director (or the genre) to the left and the year to the right; `top` is where the title begins. */
function lettering({ name, year, genres, director }: PosterFacts, kind: PosterKind, accent: string): { svg: string; top: number } {
  const { height, margin, title, small } = frames[kind]
  const baseline = height - margin
  const ruleAt = baseline - small - 11
  const right = margin + title.width
  const { lines, size } = fitTitle(legible(name), title)
  const first = ruleAt - 18 - size * 0.2 - (lines.length - 1) * size * lineHeight
  const text = lines.map(({ text, width }, index) => {
    const y = Math.round((first + index * size * lineHeight) * 10) / 10
    return `<text x="${margin}" y="${y}" font-size="${size}" font-weight="700" textLength="${Math.round(width)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`
  })
  const yearWidth = year === null ? 0 : widthOf(String(year)) * small
  const credit = [...legible(director ?? genres[0] ?? '')].slice(0, maxCreditLength).join('')
  const room = title.width - yearWidth - 16
  const svg = [
    ...text,
    `<rect x="${margin}" y="${ruleAt}" width="${title.width}" height="2" fill="${accent}"/>`,
    credit === '' ? '' : smallText(credit, margin, baseline, small, room),
    year === null
      ? ''
      : `<text x="${right}" y="${baseline}" font-size="${small}" font-weight="700" text-anchor="end" fill="${accent}">${year}</text>`,
  ].join('')
  return { svg, top: first - size * 0.8 }
}

/** A line of small text, pressed together where it is wider than its room. */
function smallText(text: string, x: number, y: number, size: number, room: number): string {
  const tooWide = widthOf(text) * size > room
  const fit = tooWide ? ` textLength="${Math.floor(room)}" lengthAdjust="spacingAndGlyphs"` : ''
  return `<text x="${x}" y="${y}" font-size="${size}"${fit}>${escapeXml(text)}</text>`
}

/** Leaves out what XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF. */
function legible(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '')
}

function escapeXml(text: string): string {
  return legible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

import { at, figure, fitting } from './figure.ts'
import { type Markup, markup } from './markup.ts'

/** A row that competed, and what it would have added at each place; null where it did not compete. */
export interface GainLine {
  readonly name: string
  readonly gains: readonly (number | null)[]
  /** Where it stands; null where it got no place. */
  readonly place: number | null
}

const left = 250
const cell = { width: 14, height: 14 }

/** A line for each row that competed, a column for each place: the darker the more it would have added there. A ring marks where it got its place. */
export function gainMap(title: string, lines: readonly GainLine[]): Markup {
  const places = Math.max(1, ...lines.map(({ gains }) => gains.length))
  const most = Math.max(1e-9, ...lines.flatMap(({ gains }) => gains.map((gain) => gain ?? 0)))
  const drawn = lines.map(({ name, gains, place }, row) => {
    const y = 20 + row * cell.height
    const boxes = gains.map((gain, column) =>
      gain === null
        ? ''
        : markup`<rect class="gain" x="${left + column * cell.width}" y="${y}" width="${cell.width - 1}" height="${cell.height - 1}" fill-opacity="${(0.06 + 0.94 * (gain / most)).toFixed(2)}"/>`,
    )
    const ring =
      place === null
        ? ''
        : markup`<circle class="chosen" cx="${at(left + (place + 0.5) * cell.width)}" cy="${at(y + cell.height / 2)}" r="5"><title>${name}: place ${place + 1}</title></circle>`
    return markup`<text class="name" text-anchor="end" x="${left - 8}" y="${y + 11}">${fitting(name)}</text>${boxes}${ring}`
  })
  const ticks = Array.from({ length: places }, (_, place) => place)
    .filter((place) => place === 0 || (place + 1) % 5 === 0)
    .map((place) => markup`<text class="tick" text-anchor="middle" x="${at(left + (place + 0.5) * cell.width)}" y="12">${place + 1}</text>`)
  const height = 26 + lines.length * cell.height
  return figure(title, { width: Math.max(830, left + places * cell.width + 10), height, legend: [], drawing: markup`${ticks}${drawn}` })
}

import { at, colourOf, figure } from './figure.ts'
import { type Markup, markup } from './markup.ts'

/** A value at each place of the page. */
export interface StepLine {
  readonly name: string
  readonly values: readonly number[]
}

const size = { width: 830, height: 260 }
const margin = { left: 40, right: 20, top: 14, bottom: 36 }

/** Lines that grow from the top of the page down, each as a part of what it comes to at the end; the numbers are in the table beside it. */
export function stepLines(title: string, x: string, lines: readonly StepLine[]): Markup {
  const places = Math.max(1, ...lines.map(({ values }) => values.length))
  const px = (place: number) => margin.left + (place / Math.max(1, places - 1)) * (size.width - margin.left - margin.right)
  const py = (part: number) => size.height - margin.bottom - part * (size.height - margin.top - margin.bottom)
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (part) =>
      markup`<line class="grid" x1="${margin.left}" x2="${size.width - margin.right}" y1="${at(py(part))}" y2="${at(py(part))}"/><text class="tick" text-anchor="end" x="${margin.left - 6}" y="${at(py(part) + 4)}">${100 * part}%</text>`,
  )
  const ticks = Array.from({ length: places }, (_, place) => place)
    .filter((place) => place === 0 || (place + 1) % 5 === 0)
    .map((place) => markup`<text class="tick" text-anchor="middle" x="${at(px(place))}" y="${size.height - 18}">${place + 1}</text>`)
  const drawn = lines.map(({ name, values }, number) => {
    const last = values.at(-1) || 1
    const path = values.map((value, place) => `${place === 0 ? 'M' : 'L'}${at(px(place))} ${at(py(value / last))}`).join('')
    const marks = values.map(
      (value, place) =>
        markup`<circle cx="${at(px(place))}" cy="${at(py(value / last))}" r="3" fill="${colourOf(number)}"><title>${name}, place ${place + 1}: ${rounded(value)}</title></circle>`,
    )
    return markup`<path d="${path}" fill="none" stroke="${colourOf(number)}" stroke-width="2"/>${marks}`
  })
  const axis = markup`<text class="tick" text-anchor="middle" x="${size.width / 2}" y="${size.height - 2}">${x}</text>`
  return figure(title, { ...size, legend: lines.map(({ name }) => name), drawing: markup`${grid}${ticks}${axis}${drawn}` })
}

const rounded = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(3))

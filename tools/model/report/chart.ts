/** One line of a chart, from left to right; y may be missing. */
export interface Series {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number | null }[]
}

/** What a chart shows. */
export interface ChartOptions {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
  /** Where ticks of x stand and what they say. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[]
  /** The range of y: where it is not given, from the smallest value to the largest and a little more. */
  readonly range?: readonly [low: number, high: number]
  /** Whether a thin line shows where y is x. */
  readonly diagonal?: boolean
  /** After the point, of the numbers at the marks. */
  readonly digits: number
}

const size = { width: 720, height: 360 }
const margin = { left: 64, right: 28, top: 16, bottom: 52 }

/** Colours that stay apart for people who see fewer of them (Okabe and Ito, 2008); marks differ too. */
export const colours: readonly string[] = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#777777']

/** A line chart as SVG, in a figure with its legend; the numbers are in it as text for who points at a mark. */
export function chart(options: ChartOptions): string {
  const { title, series, ticks, digits } = options
  const xs = [...series.flatMap(({ points }) => points.map(({ x }) => x)), ...ticks.map(({ x }) => x)]
  const ys = series.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])))
  const [low, high] = options.range ?? padded(Math.min(...ys), Math.max(...ys))
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const px = (x: number) => margin.left + ((x - left) / (right - left || 1)) * (size.width - margin.left - margin.right)
  const py = (y: number) => size.height - margin.bottom - ((y - low) / (high - low || 1)) * (size.height - margin.top - margin.bottom)

  const step = niceStep(low, high)
  const rows = multiplesWithin(step, low, high).map(
    (y) =>
      `<line class="grid" x1="${margin.left}" x2="${size.width - margin.right}" y1="${fixed(py(y))}" y2="${fixed(py(y))}"/>` +
      `<text class="tick" text-anchor="end" x="${margin.left - 8}" y="${fixed(py(y) + 4)}">${y.toFixed(Math.max(0, -Math.floor(Math.log10(step))))}</text>`,
  )
  const columns = ticks.map(
    ({ x, label }) =>
      `<text class="tick" text-anchor="middle" x="${fixed(px(x))}" y="${size.height - margin.bottom + 20}">${escaped(label)}</text>`,
  )
  const names =
    `<text class="axis" text-anchor="middle" x="${(margin.left + size.width - margin.right) / 2}" y="${size.height - 8}">${escaped(options.x)}</text>` +
    `<text class="axis" text-anchor="middle" transform="translate(14 ${(size.height - margin.bottom + margin.top) / 2}) rotate(-90)">${escaped(options.y)}</text>`
  const [from, to] = [Math.max(left, low), Math.min(right, high)]
  const diagonal =
    options.diagonal === true
      ? `<line class="diagonal" x1="${fixed(px(from))}" y1="${fixed(py(from))}" x2="${fixed(px(to))}" y2="${fixed(py(to))}"/>`
      : ''
  const lines = series.map((one, at) => lineOf(one, at, px, py, digits))
  const legend = series.map(({ name }, at) => `<span><i style="background:${colourOf(at)}"></i>${escaped(name)}</span>`)
  return (
    `<figure><figcaption>${escaped(title)}</figcaption><p class="legend">${legend.join('')}</p>` +
    `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">` +
    `${rows.join('')}${columns.join('')}${names}${diagonal}${lines.join('')}</svg></figure>`
  )
}

/** A text as it may stand within HTML and within a quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function lineOf(series: Series, number: number, px: (x: number) => number, py: (y: number) => number, digits: number): string {
  const shown = series.points.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]))
  const path = shown.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${fixed(px(x))} ${fixed(py(y))}`).join('')
  const colour = colourOf(number)
  const marks = shown.map(
    ({ x, y }) =>
      `<circle cx="${fixed(px(x))}" cy="${fixed(py(y))}" r="4" fill="${colour}"><title>${escaped(series.name)}: ${y.toFixed(digits)}</title></circle>`,
  )
  return `<path d="${path}" stroke="${colour}" fill="none" stroke-width="2"${number % 2 === 1 ? ' stroke-dasharray="7 3"' : ''}/>${marks.join('')}`
}

/** A round number of which about five multiples lie within a range. */
function niceStep(low: number, high: number): number {
  const rough = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power
}

function multiplesWithin(step: number, low: number, high: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, at) => (first + at) * step)
}

const padded = (low: number, high: number): [number, number] => {
  const extra = (high - low) * 0.08 || 0.5
  return [low - extra, high + extra]
}
const colourOf = (at: number) => colours[at % colours.length] as string
const fixed = (value: number) => value.toFixed(1)

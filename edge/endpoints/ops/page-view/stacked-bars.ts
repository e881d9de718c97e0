import { at, colourOf, figure, fitting } from './figure.ts'
import { type Markup, markup } from './markup.ts'

/** A bar of parts, which may be below zero. */
export interface StackedBar {
  readonly name: string
  /** One for each part, in one order for all bars. */
  readonly values: readonly number[]
}

const left = 250
const barWidth = 560
const height = 18
const gap = 6

/** Bars from left to right, a line each: what is above zero to the right of the middle line, what is below to the left; the dot is the sum. */
export function stackedBars(title: string, parts: readonly string[], bars: readonly StackedBar[]): Markup {
  const sides = bars.map(({ values }) => ({
    up: sum(values.filter((value) => value > 0)),
    down: -sum(values.filter((value) => value < 0)),
  }))
  const up = Math.max(1e-9, ...sides.map((side) => side.up))
  const down = Math.max(0, ...sides.map((side) => side.down))
  const scale = barWidth / (up + down)
  const zero = left + down * scale
  const total = bars.length * (height + gap) + 12
  const lines = bars.map((bar, row) => drawBar(bar, parts, { y: 6 + row * (height + gap), zero, scale }))
  const axis = markup`<line class="axis" x1="${at(zero)}" x2="${at(zero)}" y1="0" y2="${total}"/>`
  return figure(title, { width: left + barWidth + 20, height: total, legend: parts, drawing: markup`${lines}${axis}` })
}

interface Place {
  readonly y: number
  readonly zero: number
  readonly scale: number
}

function drawBar({ name, values }: StackedBar, parts: readonly string[], { y, zero, scale }: Place): Markup {
  let [right, leftEnd] = [zero, zero]
  const boxes = values.map((value, part) => {
    const width = Math.abs(value) * scale
    const x = value > 0 ? right : leftEnd - width
    if (value > 0) right += width
    else leftEnd -= width
    return markup`<rect x="${at(x)}" y="${y}" width="${at(width)}" height="${height}" fill="${colourOf(part)}"><title>${name}, ${parts[part] ?? ''}: ${value.toFixed(3)}</title></rect>`
  })
  const dot = markup`<circle class="sum" cx="${at(zero + sum(values) * scale)}" cy="${y + height / 2}" r="4"/>`
  return markup`<text class="name" text-anchor="end" x="${left - 8}" y="${y + height - 5}">${fitting(name)}</text>${boxes}${dot}`
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

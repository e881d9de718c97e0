import { type Markup, markup } from './markup.ts'

/** Colours that stay apart for people who see fewer of them (Okabe and Ito, 2008), by number; what is beyond the last begins again. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#777777', '#b3a400'] as const

export const colourOf = (number: number): string => colours[number % colours.length] as string

/** A plot with its name and the names of what is drawn; the numbers stand in a table beside it. `drawing` is SVG. */
export function figure(
  title: string,
  {
    width,
    height,
    legend,
    drawing,
  }: { readonly width: number; readonly height: number; readonly legend: readonly string[]; readonly drawing: Markup },
): Markup {
  const names = legend.map(
    (name, at) =>
      markup`<li><svg class="mark" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="${colourOf(at)}"/></svg>${name}</li>`,
  )
  return markup`<figure><figcaption>${title}</figcaption>${legend.length > 0 ? markup`<ul class="legend">${names}</ul>` : ''}<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${drawing}</svg></figure>`
}

/** A coordinate as SVG has it, to a tenth. */
export const at = (value: number): string => value.toFixed(1)

/** A name that fits beside a drawing; the table has it whole. */
export const fitting = (name: string): string => ([...name].length > 34 ? `${[...name].slice(0, 33).join('')}…` : name)

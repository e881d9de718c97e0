import { type Markup, markup, type Piece } from './markup.ts'

/** A column of a table; one of numbers stands to the right. */
export interface TableColumn {
  readonly head: string
  readonly isNumber?: boolean
}

/** A table with a caption, its columns named; the first cell of a row names the row. */
export function dataTable(caption: string, columns: readonly TableColumn[], rows: readonly (readonly Piece[])[]): Markup {
  const heads = columns.map(({ head, isNumber }) => markup`<th scope="col"${isNumber ? numbers : ''}>${head}</th>`)
  const lines = rows.map((cells) => {
    const [name = '', ...rest] = cells
    const others = rest.map((cell, at) => markup`<td${columns[at + 1]?.isNumber ? numbers : ''}>${cell}</td>`)
    return markup`<tr><th scope="row">${name}</th>${others}</tr>`
  })
  return markup`<div class="wide"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`
}

const numbers = markup` class="number"`

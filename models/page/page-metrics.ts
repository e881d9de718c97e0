import type { Looks } from './looks.ts'

/** A page as it is judged: the titles of its rows, from the top. */
export type JudgedPage = readonly ArrayLike<number>[]

/**
 * NDCG of a page: what is relevant gains the look of its cell, a row's times a column's, once, at the first of its cells from the top; the ideal page
 * has all that is relevant in the cells that get most (2D-NDCG: Alvino and Basilico, "Learning a personalized homepage", 2015). 0 where nothing is
 * relevant. What stands beyond the rows and columns of `looks` does not count.
 */
export function pageNdcg(page: JudgedPage, relevant: ReadonlySet<number>, { rows, columns, cells }: Looks): number {
  const width = columns.length
  const look = (row: number, column: number) => (rows[row] as number) * (columns[column] as number)
  let gain = 0
  for (const { row, column } of found(page, relevant, rows.length, width)) gain += look(row, column)
  let ideal = 0
  for (const cell of cells.subarray(0, relevant.size)) ideal += look(Math.floor(cell / width), cell % width)
  return ideal > 0 ? gain / ideal : 0
}

/** Recall of the first rows and columns: the share of what is relevant, as far as there is room for it, that stands there. 0 where nothing is relevant. */
export function pageRecall(page: JudgedPage, relevant: ReadonlySet<number>, rows: number, columns: number): number {
  const most = Math.min(rows * columns, relevant.size)
  return most > 0 ? found(page, relevant, rows, columns).length / most : 0
}

/** The cells where what is relevant stands for the first time. */
function found(page: JudgedPage, relevant: ReadonlySet<number>, rows: number, columns: number) {
  const left = new Set(relevant)
  const cells: { readonly row: number; readonly column: number }[] = []
  for (const [row, titles] of page.slice(0, rows).entries())
    for (let column = 0; column < Math.min(columns, titles.length); column++)
      if (left.delete(titles[column] as number)) cells.push({ row, column })
  return cells
}

import { factorize, type Numbers, solveFactorized } from './cholesky.ts'

/** Columns that are swept at once, and the side of a tile of the update: a multiple of `side`. */
const block = 64
const side = 4

/** What `invert` tells on the way: blocks done, of how many. */
export type InvertProgress = (done: number, total: number) => void

/**
 * Replaces a symmetric positive definite matrix (n by n, by rows, both triangles filled in) by its inverse, in n³ operations: the sweep operator
 * (Beaton, "The use of special matrix operators in statistical calculus", 1964) by blocks of columns. Only a panel of n × 64 numbers is needed
 * besides. Throws a RangeError where the matrix is not positive definite.
 */
export function invert(matrix: Numbers, n: number, onProgress?: InvertProgress): void {
  const rows = Math.ceil(n / side) * side
  const panel = new Float64Array(rows * block)
  const swept = new Float64Array(rows * block)
  const total = Math.ceil(n / block)
  for (let from = 0; from < n; from += block) {
    const width = Math.min(block, n - from)
    const inverse = invertDiagonal(matrix, n, from, width)
    gatherPanel(matrix, n, from, width, panel)
    multiplyPanel(panel, inverse, rows, width, swept)
    updateLower(matrix, n, panel, swept, width)
    for (let row = 0; row < n; row++) {
      if (row >= from && row < from + width) continue
      for (let k = 0; k < width; k++) matrix[lower(row, from + k, n)] = swept[packed(row, k, width)] as number
    }
    for (let row = 0; row < width; row++)
      for (let k = 0; k <= row; k++) matrix[(from + row) * n + from + k] = -(inverse[row * width + k] as number)
    onProgress?.(from / block + 1, total)
  }
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      const value = -(matrix[row * n + column] as number)
      matrix[row * n + column] = value
      matrix[column * n + row] = value
    }
  }
}

const lower = (row: number, column: number, n: number) => (row >= column ? row * n + column : column * n + row)

/** Rows stand in fours, each four by column, so that the innermost loop reads what it needs one after the other. */
const packed = (row: number, k: number, width: number) => (row - (row % side)) * width + k * side + (row % side)

function invertDiagonal(matrix: Numbers, n: number, from: number, width: number): Float64Array {
  const factor = new Float64Array(width * width)
  for (let row = 0; row < width; row++)
    for (let k = 0; k <= row; k++) factor[row * width + k] = matrix[(from + row) * n + from + k] as number
  factorize(factor, width)
  const inverse = new Float64Array(width * width)
  for (let column = 0; column < width; column++) {
    const unit = inverse.subarray(column * width, (column + 1) * width)
    unit[column] = 1
    solveFactorized(factor, width, unit)
  }
  return inverse
}

/** The swept columns without their own rows, which stay as they are: 0 there keeps them out of the update. */
function gatherPanel(matrix: Numbers, n: number, from: number, width: number, panel: Float64Array): void {
  panel.fill(0)
  for (let row = 0; row < n; row++) {
    if (row >= from && row < from + width) continue
    for (let k = 0; k < width; k++) panel[packed(row, k, width)] = matrix[lower(row, from + k, n)] as number
  }
}

function multiplyPanel(panel: Float64Array, inverse: Float64Array, rows: number, width: number, product: Float64Array): void {
  for (let four = 0; four < rows * width; four += side * width) {
    for (let column = 0; column < width; column++) {
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let k = 0; k < width; k++) {
        const factor = inverse[k * width + column] as number
        const at = four + k * side
        a += (panel[at] as number) * factor
        b += (panel[at + 1] as number) * factor
        c += (panel[at + 2] as number) * factor
        d += (panel[at + 3] as number) * factor
      }
      const to = four + column * side
      product[to] = a
      product[to + 1] = b
      product[to + 2] = c
      product[to + 3] = d
    }
  }
}

/** matrix -= swept · panelᵀ in the lower triangle (a tile across the diagonal is done whole). */
function updateLower(matrix: Numbers, n: number, panel: Float64Array, swept: Float64Array, width: number): void {
  const tile = new Float64Array(side * side)
  for (let columns = 0; columns < n; columns += block) {
    for (let row = columns; row < n; row += side) {
      const last = Math.min(columns + block, n, row + side)
      for (let column = columns; column < last; column += side) {
        multiplyTile(swept, row * width, panel, column * width, width * side, tile)
        const [height, breadth] = [Math.min(side, n - row), Math.min(side, n - column)]
        for (let r = 0; r < height; r++) {
          const at = (row + r) * n + column
          for (let c = 0; c < breadth; c++) matrix[at + c] = (matrix[at + c] as number) - (tile[r * side + c] as number)
        }
      }
    }
  }
}

/** Four rows by four rows: sixteen sums stay in registers. */
function multiplyTile(a: Float64Array, atA: number, b: Float64Array, atB: number, length: number, tile: Float64Array): void {
  let [c00, c01, c02, c03, c10, c11, c12, c13] = [0, 0, 0, 0, 0, 0, 0, 0]
  let [c20, c21, c22, c23, c30, c31, c32, c33] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let k = 0; k < length; k += side) {
    const b0 = b[atB + k] as number
    const b1 = b[atB + k + 1] as number
    const b2 = b[atB + k + 2] as number
    const b3 = b[atB + k + 3] as number
    const a0 = a[atA + k] as number
    c00 += a0 * b0
    c01 += a0 * b1
    c02 += a0 * b2
    c03 += a0 * b3
    const a1 = a[atA + k + 1] as number
    c10 += a1 * b0
    c11 += a1 * b1
    c12 += a1 * b2
    c13 += a1 * b3
    const a2 = a[atA + k + 2] as number
    c20 += a2 * b0
    c21 += a2 * b1
    c22 += a2 * b2
    c23 += a2 * b3
    const a3 = a[atA + k + 3] as number
    c30 += a3 * b0
    c31 += a3 * b1
    c32 += a3 * b2
    c33 += a3 * b3
  }
  tile[0] = c00
  tile[1] = c01
  tile[2] = c02
  tile[3] = c03
  tile[4] = c10
  tile[5] = c11
  tile[6] = c12
  tile[7] = c13
  tile[8] = c20
  tile[9] = c21
  tile[10] = c22
  tile[11] = c23
  tile[12] = c30
  tile[13] = c31
  tile[14] = c32
  tile[15] = c33
}

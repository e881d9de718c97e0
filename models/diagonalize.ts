/** A symmetric matrix seen along axes of which none knows of another. */
export interface Diagonalized {
  /** How much there is along each axis, most first. */
  readonly values: Float64Array
  /** The axes: column f is the unit vector of `values[f]`; by row. */
  readonly axes: Float64Array
}

/** Each sweep squares how far off the matrix is, from some point on: eight are plenty for 128 rows. */
const mostSweeps = 40
/** What is left right of the diagonal, as a share of all there is, that counts as nothing. */
const nothing = 1e-28

/**
 * The eigenvalues and eigenvectors of a symmetric matrix (n by n, by rows) by Jacobi's method ("Über ein leichtes Verfahren", 1846), sweep after sweep
 * over all pairs of rows (Golub and Van Loan, "Matrix computations", 8.5). Of nothing but the four operations and roots: the same on every machine.
 */
export function diagonalize(matrix: ArrayLike<number>, n: number): Diagonalized {
  const left = Float64Array.from(matrix)
  const axes = new Float64Array(n * n)
  for (let row = 0; row < n; row++) axes[row * n + row] = 1
  const all = left.reduce((sum, value) => sum + value * value, 0)
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(left, n) > nothing * all; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) turn(left, axes, n, p, q)
  const order = Array.from({ length: n }, (_, f) => f).sort((a, b) => (left[b * n + b] as number) - (left[a * n + a] as number) || a - b)
  return {
    values: Float64Array.from(order, (f) => left[f * n + f] as number),
    axes: Float64Array.from(axes, (_, at) => axes[at - (at % n) + (order[at % n] as number)] as number),
  }
}

/** The same rows of `n` numbers, seen along the axes. */
export function alongAxes(rows: ArrayLike<number>, { values, axes }: Diagonalized): Float64Array {
  const n = values.length
  const turned = new Float64Array(rows.length)
  for (let row = 0; row < rows.length; row += n)
    for (let f = 0; f < n; f++) {
      const value = rows[row + f] as number
      for (let g = 0; g < n; g++) turned[row + g] = (turned[row + g] as number) + value * (axes[f * n + g] as number)
    }
  return turned
}

/** Turns the plane of two axes so far that what they have in common is 0. */
function turn(left: Float64Array, axes: Float64Array, n: number, p: number, q: number): void {
  const common = left[p * n + q] as number
  if (common === 0) return
  const theta = ((left[q * n + q] as number) - (left[p * n + p] as number)) / (2 * common)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let k = 0; k < n; k++) turnPair(left, k * n + p, k * n + q, cosine, sine)
  for (let k = 0; k < n; k++) turnPair(left, p * n + k, q * n + k, cosine, sine)
  for (let k = 0; k < n; k++) turnPair(axes, k * n + p, k * n + q, cosine, sine)
}

function turnPair(numbers: Float64Array, one: number, other: number, cosine: number, sine: number): void {
  const [x, y] = [numbers[one] as number, numbers[other] as number]
  numbers[one] = cosine * x - sine * y
  numbers[other] = sine * x + cosine * y
}

function offDiagonal(matrix: Float64Array, n: number): number {
  let sum = 0
  for (let row = 0; row < n; row++) for (let column = 0; column < row; column++) sum += (matrix[row * n + column] as number) ** 2
  return sum
}

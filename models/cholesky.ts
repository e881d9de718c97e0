/** A square matrix by rows, or a vector. */
export type Numbers = Float32Array | Float64Array

/**
 * Replaces the lower triangle of a symmetric positive definite matrix (n by n, by rows) by L with L·Lᵀ = the matrix; reads no other part.
 * Throws a RangeError where it is not positive definite.
 */
export function factorize(matrix: Numbers, n: number): void {
  for (let row = 0; row < n; row++) {
    const own = row * n
    for (let column = 0; column <= row; column++) {
      const other = column * n
      let sum = matrix[own + column] as number
      for (let k = 0; k < column; k++) sum -= (matrix[own + k] as number) * (matrix[other + k] as number)
      if (column < row) matrix[own + column] = sum / (matrix[other + column] as number)
      else if (sum > 0) matrix[own + row] = Math.sqrt(sum)
      else throw new RangeError(`Cannot factorize a matrix: needs a positive definite one, found ${sum} at row ${row}`)
    }
  }
}

/** Solves L·Lᵀ·x = `vector` with the L of `factorize`, in place. */
export function solveFactorized(factor: Numbers, n: number, vector: Numbers): void {
  for (let row = 0; row < n; row++) {
    let sum = vector[row] as number
    for (let k = 0; k < row; k++) sum -= (factor[row * n + k] as number) * (vector[k] as number)
    vector[row] = sum / (factor[row * n + row] as number)
  }
  for (let row = n - 1; row >= 0; row--) {
    const value = (vector[row] as number) / (factor[row * n + row] as number)
    vector[row] = value
    for (let k = 0; k < row; k++) vector[k] = (vector[k] as number) - (factor[row * n + k] as number) * value
  }
}

/** Solves `matrix`·x = `vector` for a symmetric positive definite matrix: both are overwritten, the vector by x. */
export function solve(matrix: Numbers, n: number, vector: Numbers): void {
  factorize(matrix, n)
  solveFactorized(matrix, n, vector)
}

/**
 * How much of a look each of `count` places gets, the first 1: the logarithmic discount of DCG (Järvelin and Kekäläinen, "Cumulated gain-based
 * evaluation of IR techniques", 2002). On a page it holds for the rows downwards and for the titles of a row, and both multiply.
 */
export function attention(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, place) => 1 / Math.log2(place + 2))
}

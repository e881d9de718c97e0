/**
 * The numbers of the `k` best scores, best first; of equal ones the lower number comes first, so that a list is the same on every machine. Leaves
 * out what is in `except`; gives fewer where there are no more.
 */
export function topOf(scores: Float64Array | Float32Array, k: number, except: Uint32Array): Uint32Array {
  const left = new Set(except)
  const heap = new Uint32Array(Math.max(0, Math.min(k, scores.length)))
  let size = 0
  for (let number = 0; number < scores.length; number++) {
    if (size === heap.length && (size === 0 || !isBetter(scores, number, heap[0] as number))) continue
    if (left.has(number)) continue
    if (size < heap.length) rise(scores, heap, size++, number)
    else sink(scores, heap, size, number)
  }
  return heap.slice(0, size).sort((one, other) => (isBetter(scores, one, other) ? -1 : 1))
}

const isBetter = (scores: Float64Array | Float32Array, one: number, other: number) => {
  const [first, second] = [scores[one] as number, scores[other] as number]
  return first > second || (first === second && one < other)
}

/** The worst of those kept is on top of the heap. */
function rise(scores: Float64Array | Float32Array, heap: Uint32Array, from: number, number: number): void {
  let place = from
  while (place > 0) {
    const above = (place - 1) >> 1
    if (!isBetter(scores, heap[above] as number, number)) break
    heap[place] = heap[above] as number
    place = above
  }
  heap[place] = number
}

function sink(scores: Float64Array | Float32Array, heap: Uint32Array, size: number, number: number): void {
  let place = 0
  for (;;) {
    let below = 2 * place + 1
    if (below >= size) break
    if (below + 1 < size && isBetter(scores, heap[below] as number, heap[below + 1] as number)) below++
    if (isBetter(scores, heap[below] as number, number)) break
    heap[place] = heap[below] as number
    place = below
  }
  heap[place] = number
}

/** An address in the memory of a kernel, in bytes. */
export type Address = number

/** What the kernel exports; what each does stands in `assembly/`. None checks what it is given. */
export interface KernelFunctions {
  quantizeVector(vector: Address, columns: number, stride: number, codes: Address): number
  scoreRows(rows: Address, stride: number, sums: Address, scales: Address, count: number, codes: Address, step: number, out: Address): void
  startEase(rest: Address, items: number, liked: number, scores: Address): void
  touchRows(table: Address, bytes: number, rows: Address, count: number, read: Address): void
  addEase(targets: Address, weights: Address, width: number, liked: Address, count: number, scores: Address): void
  combineParts(base: Address, ease: Address, ials: Address, items: number, weightEase: number, weightIals: number, out: Address): void
  chances(scores: Address, items: number, table: Address, count: number, steps: number, least: number, odds: number, out: Address): void
  topOf(scores: Address, items: number, k: number, list: Address, spare: Address, counts: Address): number
  sortFilms(scores: Address, films: Address, count: number, list: Address, spare: Address, counts: Address): void
  fillRows(
    best: Address,
    count: number,
    allowed: Address,
    seen: Address,
    firsts: Address,
    full: Address,
    starts: Address,
    more: Address,
    ends: Address,
    first: number,
    open: number,
    looks: Address,
  ): void
  gatherRows(
    codes: Address,
    stride: number,
    scales: Address,
    rows: Address,
    count: number,
    columns: number,
    last: number,
    size: number,
    out: Address,
  ): void
  interleaveRows(rows: Address, stride: number, count: number, out: Address): void
  addRows(codes: Address, stride: number, scales: Address, rows: Address, count: number, vector: Address): void
  takeProducts(rows: Address, size: number, count: number, vector: Address, targets: Address): void
  updateSolution(
    rows: Address,
    targets: Address,
    known: number,
    count: number,
    size: number,
    inverse: Address,
    directions: Address,
    solution: Address,
  ): void
  addCodes(
    codes: Address,
    stride: number,
    scales: Address,
    rows: Address,
    count: number,
    size: number,
    pairs: Address,
    matrix: Address,
    vector: Address,
  ): void
  addNormal(rows: Address, targets: Address, count: number, size: number, matrix: Address, vector: Address): void
  /** 1 where the matrix was positive definite, else 0. */
  solveNormal(matrix: Address, size: number, vector: Address): number
  expectLevels(
    codes: Address,
    stride: number,
    scales: Address,
    biases: Address,
    levels: Address,
    levelCount: number,
    drive: Address,
    items: Address,
    count: number,
    logs: Address,
    out: Address,
  ): void
}

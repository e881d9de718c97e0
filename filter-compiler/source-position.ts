/** A place in a text; lines and columns count from 0. */
export interface Position {
  readonly line: number
  readonly column: number
}

/**
 * Where the source has what stands at a place of the generated text: the last that is mapped at or before it on its line. `mappings` are those of a
 * source map of one source (ECMA-426, 9.2).
 */
export function sourcePosition(mappings: string, { line, column }: Position): Position | undefined {
  let found: Position | undefined
  let source: Position = { line: 0, column: 0 }
  for (const [at, segments] of mappings.split(';', line + 1).entries()) {
    let generated = 0
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [columns = 0, , sourceLines, sourceColumns] = numbersOf(segment)
      generated += columns
      if (sourceLines === undefined || sourceColumns === undefined) continue
      source = { line: source.line + sourceLines, column: source.column + sourceColumns }
      if (at === line && generated <= column) found = source
    }
  }
  return found
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 VLQ: five bits to a digit, the lowest first; the sixth says that another follows, the lowest of all is the sign. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const character of segment) {
    const digit = digits.indexOf(character)
    value += (digit & 31) << shift
    shift += 5
    if ((digit & 32) !== 0) continue
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}

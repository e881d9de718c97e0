import { expect, test } from 'vitest'
import { sourcePosition } from './source-position.ts'

/** Line 0: nothing. Line 1: columns 0 and 4 stand at 0:0 and 0:16. Line 2: column 2 stands at 3:1. */
const mappings = ';AAAA,IAAgB;EAGf'

test.each([
  { name: 'a place that is mapped', at: [1, 0], from: [0, 0] },
  { name: 'one after it', at: [1, 3], from: [0, 0] },
  { name: 'the next that is mapped', at: [1, 4], from: [0, 16] },
  { name: 'far behind it', at: [1, 99], from: [0, 16] },
  { name: 'a later line', at: [2, 2], from: [3, 1] },
  { name: 'before the first of a line', at: [2, 1], from: undefined },
  { name: 'a line without any', at: [0, 5], from: undefined },
  { name: 'a line beyond the last', at: [9, 0], from: undefined },
])('the source of $name', ({ at: [line = 0, column = 0], from }) => {
  expect(sourcePosition(mappings, { line, column })).toEqual(from && { line: from[0], column: from[1] })
})

import { expect, test } from 'vitest'
import { readByteRange } from './byte-range.ts'

const whole = { kind: 'whole' }
const unsatisfiable = { kind: 'unsatisfiable' }

test.each([
  { name: 'no header', header: null, range: whole },
  { name: 'a first and a last byte, both included', header: 'bytes=0-9', range: { kind: 'part', offset: 0, length: 10 } },
  { name: 'one byte', header: 'bytes=99-99', range: { kind: 'part', offset: 99, length: 1 } },
  { name: 'an open end', header: 'bytes=90-', range: { kind: 'part', offset: 90, length: 10 } },
  { name: 'a last byte beyond the end', header: 'bytes=90-5000', range: { kind: 'part', offset: 90, length: 10 } },
  { name: 'the last bytes', header: 'bytes=-10', range: { kind: 'part', offset: 90, length: 10 } },
  { name: 'more last bytes than there are', header: 'bytes=-500', range: { kind: 'part', offset: 0, length: 100 } },
  { name: 'no last bytes', header: 'bytes=-0', range: unsatisfiable },
  { name: 'a first byte at the size', header: 'bytes=100-', range: unsatisfiable },
  { name: 'a last byte before the first', header: 'bytes=9-0', range: whole },
  { name: 'several ranges', header: 'bytes=0-1,4-5', range: whole },
  { name: 'another unit', header: 'seconds=0-1', range: whole },
  { name: 'nothing but a dash', header: 'bytes=-', range: whole },
  { name: 'numbers too long to be exact', header: 'bytes=0-99999999999999999999', range: whole },
  { name: 'signs and spaces', header: 'bytes= +1 - 2', range: whole },
])('$name', ({ header, range }) => {
  expect(readByteRange(header, 100)).toEqual(range)
})

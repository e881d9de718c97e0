import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { createRandom } from './random.ts'

const random = createRandom(1, 'crc')
const drawn = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256))

test('the check value of the standard', () => {
  expect(crc32(Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)))).toBe(0xcbf43926)
  expect(crc32(new Uint8Array())).toBe(0)
})

test.each([1, 7, 8, 9, 15, 16, 1000, 4099])('%i bytes, as zlib has it, in one piece or two', (length) => {
  const bytes = drawn(length)
  expect(crc32(bytes)).toBe(zlibCrc32(bytes))
  const cut = Math.floor(length / 3)
  expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes))
})

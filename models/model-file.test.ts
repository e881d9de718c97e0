import { describe, expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { ModelFileError, readModelFile, type Section, writeModelFile } from './model-file.ts'

const sections: readonly Section[] = [
  { name: 'items', data: new Uint32Array([7, 9, 4_000_000_000]), columns: 1 },
  { name: 'factors', data: new Int8Array([1, -2, 3, -4, 5, -6]), columns: 2 },
  { name: 'empty', data: new Float64Array(), columns: 4 },
  { name: 'bias', data: new Float32Array([0.5, -0.25, 3]), columns: 1 },
]
const whole = writeModelFile(sections)

/** What reading comes to: a code, or nothing wrong. */
function codeOf(bytes: Uint8Array): string | undefined {
  try {
    readModelFile(bytes)
    return undefined
  } catch (error) {
    if (error instanceof ModelFileError) return error.code
    throw error
  }
}

/** A file that its writer meant to be so: its checksum is right. */
function forged(change: (view: DataView<ArrayBuffer>) => void, length = whole.length): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(whole.subarray(0, length))
  const view = new DataView(bytes.buffer)
  view.setUint32(16, length, true)
  change(view)
  view.setUint32(20, 0, true)
  view.setUint32(20, crc32(bytes), true)
  return bytes
}

describe('a model file', () => {
  test('gives back what was written, at multiples of 64, as views on its bytes', () => {
    const read = readModelFile(whole)
    expect([...read.values()].map(({ name, data, columns }) => ({ name, data, columns }))).toEqual(sections)
    for (const { offset, data } of read.values()) {
      expect(offset % 64).toBe(0)
      expect(data.buffer).toBe(whole.buffer)
      expect(data.byteOffset).toBe(offset)
    }
  })

  test('is the same bytes for the same sections', () => {
    expect(writeModelFile(sections)).toEqual(whole)
    expect(writeModelFile([])).toHaveLength(64)
    expect(readModelFile(writeModelFile([])).size).toBe(0)
  })

  test('that lies anywhere in a larger memory is read too', () => {
    const memory = new Uint8Array(whole.length + 200)
    for (const offset of [1, 64, 67]) {
      memory.set(whole, offset)
      const read = readModelFile(memory.subarray(offset, offset + whole.length))
      expect(read.get('bias')?.data).toEqual(sections[3]?.data)
    }
  })

  test('copied into the memory of WebAssembly, its offsets lead to the same numbers', () => {
    const memory = new WebAssembly.Memory({ initial: 2 })
    const base = 1024
    new Uint8Array(memory.buffer).set(whole, base)
    const { offset = 0 } = readModelFile(whole).get('factors') ?? {}
    expect([...new Int8Array(memory.buffer, base + offset, 6)]).toEqual([1, -2, 3, -4, 5, -6])
  })
})

test('every change of every byte is seen', () => {
  const bytes = whole.slice()
  for (let at = 0; at < bytes.length; at++) {
    const good = bytes[at] as number
    for (let bad = 0; bad < 256; bad++) {
      if (bad === good) continue
      bytes[at] = bad
      if (codeOf(bytes) === undefined) expect.fail(`byte ${at} may be ${bad} instead of ${good}`)
    }
    bytes[at] = good
  }
})

test('a file that ends anywhere before its end is truncated', () => {
  for (let length = 0; length < whole.length; length++) expect(codeOf(whole.slice(0, length)), `${length} bytes`).toBe('MODEL_TRUNCATED')
})

test.each([
  { name: 'ratings', bytes: Uint8Array.from('1\t2\t5\t100\n'.repeat(20), (char) => char.charCodeAt(0)), code: 'MODEL_FOREIGN' },
  { name: 'one byte of something else', bytes: new Uint8Array([0]), code: 'MODEL_FOREIGN' },
  { name: 'a file of a newer format, whatever follows', bytes: forged((view) => view.setUint32(8, 2, true)), code: 'MODEL_NEWER' },
  { name: 'a newer file of another length', bytes: forged((view) => view.setUint32(8, 9, true), 100), code: 'MODEL_NEWER' },
  { name: 'format 0', bytes: forged((view) => view.setUint32(8, 0, true)), code: 'MODEL_CORRUPT' },
  { name: 'bytes behind the end', bytes: Uint8Array.from([...whole, 0]), code: 'MODEL_CORRUPT' },
  { name: 'two model files, one after the other', bytes: Uint8Array.from([...whole, ...whole]), code: 'MODEL_CORRUPT' },
  { name: 'four thousand million sections', bytes: forged((view) => view.setUint32(12, 0xffffffff, true)), code: 'MODEL_CORRUPT' },
  { name: 'fewer sections than bytes', bytes: forged((view) => view.setUint32(12, 3, true)), code: 'MODEL_CORRUPT' },
  { name: 'a section without a name', bytes: forged((view) => view.setUint8(64, 0)), code: 'MODEL_CORRUPT' },
  { name: 'a section of no known kind', bytes: forged((view) => view.setUint32(80, 8, true)), code: 'MODEL_CORRUPT' },
  { name: 'a section within the head', bytes: forged((view) => view.setUint32(84, 0, true)), code: 'MODEL_CORRUPT' },
  { name: 'a section that overlaps another', bytes: forged((view) => view.setUint32(64 + 32 + 20, 192, true)), code: 'MODEL_CORRUPT' },
  { name: 'a section that ends behind the file', bytes: forged((view) => view.setUint32(88, 0x40000000, true)), code: 'MODEL_CORRUPT' },
  { name: 'a section with no whole rows', bytes: forged((view) => view.setUint32(64 + 32 + 28, 4, true)), code: 'MODEL_CORRUPT' },
  { name: 'rows of nothing', bytes: forged((view) => view.setUint32(92, 0, true)), code: 'MODEL_CORRUPT' },
  {
    name: 'one section twice',
    bytes: forged((view) => {
      for (let at = 0; at < 16; at++) view.setUint8(96 + at, view.getUint8(64 + at))
    }),
    code: 'MODEL_CORRUPT',
  },
])('$name: $code', ({ bytes, code }) => {
  expect(codeOf(bytes)).toBe(code)
})

test.each([
  { name: 'a name that is too long', sections: [{ name: 'a-name-that-is-long', data: new Uint8Array(1), columns: 1 }] },
  { name: 'a name twice', sections: [1, 2].map(() => ({ name: 'a', data: new Uint8Array(1), columns: 1 })) },
  { name: 'rows that are not whole', sections: [{ name: 'a', data: new Uint8Array(3), columns: 2 }] },
  { name: 'rows of nothing', sections: [{ name: 'a', data: new Uint8Array(3), columns: 0 }] },
  { name: 'too many', sections: Array.from({ length: 65 }, (_, at) => ({ name: `a${at}`, data: new Uint8Array(1), columns: 1 })) },
])('$name is not written', ({ sections }) => {
  expect(() => writeModelFile(sections)).toThrow(RangeError)
})

import { crc32 } from './crc32.ts'

/** Why a file is no model that can be used. */
export type ModelFileCode = 'MODEL_FOREIGN' | 'MODEL_NEWER' | 'MODEL_TRUNCATED' | 'MODEL_CORRUPT'

/** A file that is no model, or not whole. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
  readonly code: ModelFileCode

  constructor(code: ModelFileCode, message: string) {
    super(`Cannot read the model: ${message}`)
    this.code = code
  }
}

/** Numbers of one kind, by rows; half precision stands in 16 bits each. */
export type SectionData = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array

/** One table of a model. */
export interface Section {
  /** 1 to 16 characters of `a-z`, `0-9` and dashes. */
  readonly name: string
  readonly data: SectionData
  /** Numbers in a row. */
  readonly columns: number
}

/** A section within a file: where it begins there, a multiple of 64. */
export interface PlacedSection extends Section {
  readonly offset: number
}

/** What this code writes, and the newest it reads. */
export const modelFormat = 1
/** Sections begin at multiples of this many bytes: a cache line, and what any SIMD load wants. */
export const alignment = 64

const magic = 'MRQMODEL'
const headBytes = 64
const entryBytes = 32
const nameBytes = 16
const maxSections = 64
const maxBytes = 2 ** 30
const at = { format: 8, sections: 12, bytes: 16, sum: 20 } as const

/** Their place in this list is their number in a file: it only ever grows. */
const kinds = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array] as const

/**
 * The bytes of a model: a head, a table of its sections, the sections. All numbers are little-endian; what stands between is 0. Written once, it is
 * read by copying it whole to an address that is a multiple of 64. Throws a RangeError for sections that have no place in a file.
 */
export function writeModelFile(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  checkSections(sections)
  let end = aligned(headBytes + sections.length * entryBytes)
  const offsets = sections.map(({ data }) => {
    const offset = end
    end = aligned(end + data.byteLength)
    return offset
  })
  if (end > maxBytes) throw new RangeError(`Cannot write the model: needs at most ${maxBytes} bytes, found ${end}`)
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  for (let place = 0; place < magic.length; place++) bytes[place] = magic.charCodeAt(place)
  view.setUint32(at.format, modelFormat, true)
  view.setUint32(at.sections, sections.length, true)
  view.setUint32(at.bytes, end, true)
  for (const [number, { name, data, columns }] of sections.entries()) {
    const entry = headBytes + number * entryBytes
    const offset = offsets[number] as number
    for (let place = 0; place < name.length; place++) bytes[entry + place] = name.charCodeAt(place)
    view.setUint32(entry + nameBytes, kindOf(data), true)
    view.setUint32(entry + nameBytes + 4, offset, true)
    view.setUint32(entry + nameBytes + 8, data.length, true)
    view.setUint32(entry + nameBytes + 12, columns, true)
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)
  }
  view.setUint32(at.sum, sumOf(bytes), true)
  return bytes
}

/**
 * The sections of a model, as views on its bytes, which are copied only where they do not begin at a multiple of 64. Throws a `ModelFileError` for
 * anything that is not whole: one changed byte is enough. The checksum is against accidents; that nobody put another model there is for the name of
 * the file, which is its SHA-256, to say. It is not taken again of a copy of bytes that were read already.
 */
export function readModelFile(file: Uint8Array, isCopy = false): ReadonlyMap<string, PlacedSection> {
  checkHead(file, isCopy)
  const bytes = file.byteOffset % alignment === 0 ? file : file.slice()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(at.sections, true)
  const sections = new Map<string, PlacedSection>()
  let free = aligned(headBytes + count * entryBytes)
  if (count > maxSections || free > bytes.length) throw corrupt(`needs at most ${maxSections} sections, found ${count}`)
  for (let number = 0; number < count; number++) {
    const section = readSection(bytes, view, headBytes + number * entryBytes, free)
    if (sections.has(section.name)) throw corrupt(`has the section '${section.name}' twice`)
    sections.set(section.name, section)
    free = aligned(section.offset + section.data.byteLength)
  }
  if (free !== bytes.length) throw corrupt(`ends at ${bytes.length}, its sections at ${free}`)
  return sections
}

function checkHead(file: Uint8Array, isCopy: boolean): void {
  for (let place = 0; place < Math.min(magic.length, file.length); place++)
    if (file[place] !== magic.charCodeAt(place)) throw new ModelFileError('MODEL_FOREIGN', 'the file is none')
  if (file.length < headBytes) throw new ModelFileError('MODEL_TRUNCATED', `needs ${headBytes} bytes at least, found ${file.length}`)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const format = view.getUint32(at.format, true)
  if (format > modelFormat)
    throw new ModelFileError(
      'MODEL_NEWER',
      `it is of format ${format}, this Marquee reads up to ${modelFormat}; train it anew or use a newer Marquee`,
    )
  const length = view.getUint32(at.bytes, true)
  if (file.length < length) throw new ModelFileError('MODEL_TRUNCATED', `needs ${length} bytes, found ${file.length}`)
  if (file.length > length) throw corrupt(`needs ${length} bytes, found ${file.length}`)
  if (!isCopy && view.getUint32(at.sum, true) !== sumOf(file)) throw corrupt('its checksum is not that of its bytes')
  if (format === 0) throw corrupt('its format is 0')
}

function readSection(bytes: Uint8Array, view: DataView, entry: number, free: number): PlacedSection {
  const name = nameAt(bytes, entry)
  const Kind = kinds[view.getUint32(entry + nameBytes, true)]
  const offset = view.getUint32(entry + nameBytes + 4, true)
  const length = view.getUint32(entry + nameBytes + 8, true)
  const columns = view.getUint32(entry + nameBytes + 12, true)
  if (Kind === undefined) throw corrupt(`the section '${name}' is of no known kind`)
  if (offset !== free) throw corrupt(`the section '${name}' begins at ${offset}, not at ${free}`)
  if (offset + length * Kind.BYTES_PER_ELEMENT > bytes.length) throw corrupt(`the section '${name}' ends behind the file`)
  if (!fills(length, columns)) throw corrupt(`the section '${name}' has no whole rows`)
  return { name, data: new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + offset, length), columns, offset }
}

function nameAt(bytes: Uint8Array, entry: number): string {
  let name = ''
  for (let place = entry; place < entry + nameBytes && bytes[place] !== 0; place++) name += String.fromCharCode(bytes[place] as number)
  if (!isName(name)) throw corrupt('a section has no name')
  return name
}

function checkSections(sections: readonly Section[]): void {
  if (sections.length > maxSections)
    throw new RangeError(`Cannot write the model: needs at most ${maxSections} sections, found ${sections.length}`)
  const names = new Set<string>()
  for (const { name, data, columns } of sections) {
    if (!isName(name)) throw new RangeError(`Cannot write the model: a section needs a short name, found '${name}'`)
    if (names.has(name)) throw new RangeError(`Cannot write the model: the section '${name}' is there twice`)
    if (!fills(data.length, columns)) throw new RangeError(`Cannot write the model: the section '${name}' needs rows of ${columns}`)
    names.add(name)
  }
}

/** The checksum of a file, its own place taken for 0. */
function sumOf(bytes: Uint8Array): number {
  return crc32(bytes.subarray(at.sum + 4), crc32(new Uint8Array(4), crc32(bytes.subarray(0, at.sum))))
}

const aligned = (offset: number) => Math.ceil(offset / alignment) * alignment
const isName = (name: string) => /^[a-z0-9-]{1,16}$/.test(name)
const fills = (length: number, columns: number) => columns > 0 && length % columns === 0
const kindOf = (data: SectionData) => kinds.findIndex((Kind) => data instanceof Kind)
const corrupt = (message: string) => new ModelFileError('MODEL_CORRUPT', message)

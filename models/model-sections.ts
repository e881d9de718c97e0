import { ModelFileError, type PlacedSection, readModelFile, type Section, type SectionData } from './model-file.ts'
import type { QuantizedRows } from './quantized-rows.ts'

/** A kind of numbers, as `Float32Array`. */
export type Kind<data extends SectionData> = new (...of: never[]) => data

/** The tables of a model file, asked for by what they have to be. Each throws a `ModelFileError` where it is not that. */
export interface ModelSections {
  has(name: string): boolean
  /** A table of so many numbers. */
  table<data extends SectionData>(name: string, kind: Kind<data>, length: number): data
  /** A table of so many rows, or of any number, as wide as it says itself. */
  rows<data extends SectionData>(name: string, kind: Kind<data>, rows?: number): { readonly data: data; readonly columns: number }
  /** Single numbers that are all finite. */
  numbers(name: string, count: number): readonly number[]
  /** Rows in eight bits: the tables `NAME-codes`, `NAME-scale` and `NAME-sum`. */
  quantized(name: string, rows: number, columns: number): QuantizedRows
  /** What to throw for a table that holds what it may not. */
  corrupt(name: string, need: string): ModelFileError
}

/** The tables of rows in eight bits, as `quantized` reads them. */
export function quantizedSections(name: string, { codes, stride, scale, sum }: QuantizedRows): readonly Section[] {
  return [
    { name: `${name}-codes`, data: codes, columns: stride },
    { name: `${name}-scale`, data: scale, columns: 1 },
    { name: `${name}-sum`, data: sum, columns: 1 },
  ]
}

/** Opens a model file. Throws what `readModelFile` throws. */
export function openModelSections(file: Uint8Array, isCopy = false): ModelSections {
  const sections = readModelFile(file, isCopy)
  const corrupt = (name: string, need: string) => new ModelFileError('MODEL_CORRUPT', `the section '${name}' needs ${need}`)
  const find = (name: string): PlacedSection => {
    const section = sections.get(name)
    if (section === undefined) throw new ModelFileError('MODEL_CORRUPT', `it has no section '${name}'`)
    return section
  }
  const typed = <data extends SectionData>(name: string, kind: Kind<data>) => {
    const { data, columns } = find(name)
    if (!(data instanceof kind)) throw corrupt(name, `numbers of the kind ${kind.name}`)
    return { data, columns }
  }
  const table = <data extends SectionData>(name: string, kind: Kind<data>, length: number): data => {
    const { data } = typed(name, kind)
    if (data.length !== length) throw corrupt(name, `${length} numbers, found ${data.length}`)
    return data
  }
  const rows = <data extends SectionData>(name: string, kind: Kind<data>, count?: number) => {
    const section = typed(name, kind)
    if (count !== undefined && section.data.length !== count * section.columns)
      throw corrupt(name, `${count} rows, found ${section.data.length / section.columns}`)
    return section
  }
  return {
    has: (name) => sections.has(name),
    table,
    rows,
    corrupt,
    numbers(name, count) {
      const numbers = [...table(name, Float64Array, count)]
      if (!numbers.every(Number.isFinite)) throw corrupt(name, 'finite numbers')
      return numbers
    },
    quantized(name, count, columns) {
      const kept = Math.ceil(count / 4) * 4
      const { data: codes, columns: stride } = rows(`${name}-codes`, Int8Array, kept)
      if (!(columns > 0 && columns <= stride && stride % 16 === 0))
        throw corrupt(`${name}-codes`, `rows of ${columns} and up to a multiple of 16, found ${stride}`)
      const scale = table(`${name}-scale`, Float32Array, kept)
      const sum = table(`${name}-sum`, Int32Array, kept)
      return { rows: count, columns, stride, codes, scale, sum }
    },
  }
}

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hash } from './choices.ts'
import { schemaHead } from './random-schema.ts'

/** A question that once was answered wrongly, or that is worth asking each time. */
export interface CorpusCase {
  /** Why it is kept. */
  readonly about: string
  /** SDL, line by line, without the head that all have. */
  readonly schema: readonly string[]
  readonly seed: number
  readonly paths?: readonly (readonly unknown[])[]
  readonly document?: string
  readonly variables?: Readonly<Record<string, unknown>>
}

const folder = `${import.meta.dirname}/../corpus`

/** The kept cases whose file names begin so. */
export function keptCases(oracle: 'falcor' | 'graphql'): readonly (CorpusCase & { readonly file: string })[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.startsWith(`${oracle}-`) && file.endsWith('.json'))
  return files.sort().map((file) => ({ file, ...(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as CorpusCase) }))
}

/** Shows a counter-example, and keeps it to be replayed from now on where the environment says `KEEP_COUNTEREXAMPLES`. */
export function keepCase(oracle: 'falcor' | 'graphql', found: CorpusCase): void {
  const text = `${JSON.stringify(found, undefined, 2)}\n`
  const file = `${oracle}-${hash(text).toString(16)}.json`
  if (process.env.KEEP_COUNTEREXAMPLES !== undefined) writeFileSync(`${folder}/${file}`, text)
  console.error(`${file}\n${text}`)
}

/** An SDL by its lines, without what all of them begin with. */
export const linesOf = (sdl: string): readonly string[] => sdl.slice(schemaHead.length).trim().split('\n')

/** The SDL of such lines. */
export const sdlOf = (lines: readonly string[]): string => `${schemaHead}\n${lines.join('\n')}\n`

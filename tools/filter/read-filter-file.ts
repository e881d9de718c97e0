import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, relative, resolve } from 'node:path'
import { Remedy } from '../start/remedy.ts'
import { nameOf } from './read-command.ts'

/** A filter's file as it stands. */
export interface FilterFile {
  /** As the reader of the terminal knows it. */
  readonly shown: string
  readonly source: string
  readonly language: 'typescript' | 'javascript' | 'rule'
  readonly mediaType: string
}

const kinds: Readonly<Record<string, Pick<FilterFile, 'language' | 'mediaType'>>> = {
  '.ts': { language: 'typescript', mediaType: 'text/typescript' },
  '.js': { language: 'javascript', mediaType: 'text/javascript' },
  '.mjs': { language: 'javascript', mediaType: 'text/javascript' },
  '.json': { language: 'rule', mediaType: 'application/json' },
}

/** Reads the file of a filter or a rule; a relative path is from `folder`. Throws a remedy where there is none, and for other kinds. */
export function readFilterFile(file: string, folder: string): FilterFile {
  const path = resolve(folder, file)
  const kind = kinds[extname(path)]
  if (kind === undefined) throw new Remedy(`Cannot read ${file}: needs a filter (.ts, .js) or a rule (.json)`)
  if (!existsSync(path)) throw new Remedy(`Cannot read ${file}: there is no such file`)
  const shown = relative(folder, path)
  return { shown: shown.startsWith('..') ? file : shown, source: readFileSync(path, 'utf8'), ...kind }
}

/** The name that a filter has by its file. Throws a remedy for one that is none. */
export const nameOfFile = (file: string): string => nameOf(basename(file, extname(file)))

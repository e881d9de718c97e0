import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { writeProblem, writeWhole } from './write-whole.ts'

/** What is kept of a training that is not finished: the result of each stage, for exactly one key. */
export interface Checkpoints {
  /** The result that was kept under this name, undefined where there is none, it is damaged or was made under another key. */
  read(stage: string): { readonly result: unknown } | undefined
  /** Keeps a result: whole, or not at all. Throws a remedy where it cannot be written. */
  write(stage: string, result: unknown): void
  /** Leaves nothing behind. */
  clear(): void
}

/** What stands before the result: this word, the key and the SHA-256 of the rest, each a line. */
const word = 'marquee-checkpoint'
const ending = '.stage'

/**
 * The checkpoints in a folder, which is made where it is not there. The key says what decides all results: input, seed, code. Throws a remedy where
 * nothing can be written.
 */
export function openCheckpoints(folder: string, key: string): Checkpoints {
  try {
    if (!existsSync(folder)) mkdirSync(folder)
    // What cannot be kept later is better known now.
    writeWhole(join(folder, 'key'), Buffer.from(`${key}\n`))
  } catch (error) {
    throw writeProblem(folder, error)
  }
  const fileOf = (stage: string) => join(folder, `${stage}${ending}`)

  return {
    read(stage) {
      const bytes = read(fileOf(stage))
      if (bytes === undefined) return undefined
      const head = headOf(key, '0'.repeat(64)).length
      const payload = bytes.subarray(head)
      if (bytes.subarray(0, head).toString('latin1') !== headOf(key, sha256(payload))) return undefined
      return { result: deserialize(payload) }
    },
    write(stage, result) {
      const payload = serialize(result)
      writeWhole(fileOf(stage), Buffer.concat([Buffer.from(headOf(key, sha256(payload))), payload]))
    },
    clear() {
      for (const name of readdirSync(folder))
        if (name === 'key' || name.endsWith(ending) || name.endsWith('.unfinished')) rmSync(join(folder, name))
      // Somebody else's file stays where it is, and so does the folder then.
      if (readdirSync(folder).length === 0) rmdirSync(folder)
    },
  }
}

const headOf = (key: string, sum: string) => `${word}\n${key}\n${sum}\n`
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

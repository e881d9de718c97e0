import { createReadStream } from 'node:fs'
import { Remedy } from '../start/remedy.ts'

/**
 * Calls `take` with every line of a file and its number from 1, without its end; holds a chunk at a time. Blank lines are left out, but counted.
 * Throws a remedy where the file cannot be read.
 */
export async function readLines(file: string, take: (line: string, number: number) => void): Promise<void> {
  let rest = ''
  let number = 0
  const takeLine = (line: string) => {
    number++
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (text !== '') take(text, number)
  }
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) takeLine(line)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Remedy(`Cannot read '${file}': ${explain(String(error.code))}`)
    throw error
  }
  if (rest !== '') takeLine(rest)
}

const explain = (code: string) =>
  ({ ENOENT: 'there is no such file', EISDIR: 'it is a folder, needs a file', EACCES: 'it may not be read' })[code] ?? code

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { projectFiles } from './project-files.ts'

const leaks = [
  { what: 'the path of a machine', pattern: /(?<![\w.~])\/(?:work|root|farm|home\/\w+|Users\/\w+)\// },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
]

/** The first thing of each kind in a text that should not leave the machine it was written on. */
export function findLeaks(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) => leaks.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${file}:${at + 1} holds ${what}`))
}

const largestTextBytes = 2_000_000

/** No file names a path of the machine it was written on, nor holds a key. */
export const leak: Check = {
  name: 'no paths of a machine, no keys',
  run: (root) =>
    projectFiles(root)
      .filter((file) => !file.endsWith('.dev.vars') && statSync(join(root, file)).size <= largestTextBytes)
      .flatMap((file) => {
        const bytes = readFileSync(join(root, file))
        return bytes.includes(0) ? [] : findLeaks(file, bytes.toString('utf8'))
      }),
}

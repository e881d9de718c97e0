import { readFileSync } from 'node:fs'
import { rankingSubject } from './ranking-subject.ts'

const moduleOf = (build: 'relaxed' | 'strict') =>
  new WebAssembly.Module(readFileSync(new URL(`../../origin-mocks/ranking/kernel/${build}.wasm`, import.meta.url)))

/** For Node, which compiles the builds itself. */
export const subject = rankingSubject({ relaxed: moduleOf('relaxed'), strict: moduleOf('strict') })

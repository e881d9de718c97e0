import { availableParallelism } from 'node:os'
import { boundary } from './check/boundary.ts'
import type { Check } from './check/check.ts'
import { decisions } from './check/decisions.ts'
import { docs } from './check/docs.ts'
import { generated } from './check/generated.ts'
import { leak } from './check/leaks.ts'
import { lockFile } from './check/lock-file.ts'
import { schemaCare } from './check/schema.ts'
import { style } from './check/style.ts'
import { typeChecks } from './check/types.ts'
import { projectRoot } from './wrangler.ts'

// The slow ones first: they decide how long all take.
const checks: Check[] = [generated, docs, style, ...typeChecks(projectRoot), boundary, schemaCare, lockFile, decisions, leak]
let failed = 0

async function runNext(queue: Check[]): Promise<void> {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
    const startedAt = performance.now()
    const problems = await check.run(projectRoot)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    if (problems.length > 0) failed++
    console.log([`${problems.length === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`, ...problems.map((line) => `    ${line}`)].join('\n'))
  }
}

const queue = [...checks]
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, () => runNext(queue)))
console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

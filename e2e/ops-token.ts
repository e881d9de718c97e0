import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What opens `/ops`: OPS_TOKEN, or where `npm start` has put it. */
export function opsToken(): string {
  const { OPS_TOKEN } = process.env
  if (OPS_TOKEN) return OPS_TOKEN
  const [, written] = /^OPS_TOKEN=(.+)$/m.exec(readFileSync(join(import.meta.dirname, '../.dev.vars'), 'utf8')) ?? []
  if (written === undefined) throw new Error('There is no OPS_TOKEN, in the environment or in .dev.vars')
  return written
}

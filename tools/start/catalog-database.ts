import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { projectRoot, runWrangler } from '../wrangler.ts'
import { Remedy } from './remedy.ts'

const database = 'marquee-catalog'
const config = join(projectRoot, 'origin-mocks/catalog/wrangler.toml')
const migrations = join(projectRoot, 'origin-mocks/catalog/migrations')

/** Brings the catalog's database up to date: applies what migrations are missing, and fills it where it is empty. */
export async function prepareCatalog(persistTo: string, progress: (line: string) => void): Promise<void> {
  const before = readState(persistTo)
  const names = readdirSync(migrations).filter((name) => name.endsWith('.sql'))
  const pending = names.filter((name) => !before.migrations.includes(name))
  if (pending.length > 0) {
    progress(`Applying ${pending.length} migration${pending.length === 1 ? '' : 's'} to the catalog`)
    await must(['d1', 'migrations', 'apply', database, '--local', '-c', config, '--persist-to', persistTo], 'migrate the catalog')
  }
  if (before.seeded) return
  progress('Seeding the catalog')
  const folder = mkdtempSync(join(tmpdir(), 'marquee-seed-'))
  try {
    const { writeSeed } = await import('../../origin-mocks/catalog/seed/write-seed.ts')
    const file = join(folder, 'seed.sql')
    await writeSeed(file)
    await must(['d1', 'execute', database, '--local', '--yes', '-c', config, '--persist-to', persistTo, '--file', file], 'seed the catalog')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface CatalogState {
  readonly migrations: readonly string[]
  readonly seeded: boolean
}

/** Reads the database file itself: asking through wrangler takes over a second, which every later start would pay. */
function readState(persistTo: string): CatalogState {
  const folder = join(persistTo, 'v3/d1/miniflare-D1DatabaseObject')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite') : []
  for (const file of files) {
    const state = readFile(join(folder, file))
    if (state !== undefined) return state
  }
  return { migrations: [], seeded: false }
}

function readFile(file: string): CatalogState | undefined {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").all()
    const has = (name: string) => tables.some((table) => table.name === name)
    if (!has('d1_migrations')) return undefined
    return {
      migrations: db
        .prepare('select name from d1_migrations')
        .all()
        .map((row) => String(row.name)),
      // The seed writes this row last.
      seeded: has('meta') && db.prepare('select 1 from meta').get() !== undefined,
    }
  } catch {
    return undefined
  } finally {
    db.close()
  }
}

async function must(args: readonly string[], what: string): Promise<void> {
  const { code, output } = await runWrangler(args)
  if (code !== 0) throw new Remedy(`Cannot ${what}: wrangler ended with code ${code}\n${output.trim()}`)
}

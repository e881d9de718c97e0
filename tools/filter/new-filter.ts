import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Remedy } from '../start/remedy.ts'
import { nameOf } from './read-command.ts'

/**
 * Writes a file to start a filter from, and returns its path. `target` is a name, which stands in `filters/`, or a path with `.ts` or `.json`; `from` one
 * of the samples. Refuses to write over a file.
 */
export function newFilter({ target, from, folder, root }: NewFilterOptions): string {
  const isPath = /[./\\]/.test(target)
  const file = isPath ? resolve(folder, target) : join(root, 'filters', `${nameOf(target)}.ts`)
  if (!file.endsWith('.ts')) throw new Remedy(`Cannot begin ${target}: needs the name of a filter, or of a file that ends with .ts`)
  if (existsSync(file)) throw new Remedy(`Cannot begin ${target}: ${file} is there already`)
  const source = from === undefined ? starter : sample(root, from)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, source)
  return file
}

export interface NewFilterOptions {
  readonly target: string
  readonly from: string | undefined
  /** What a relative path is from. */
  readonly folder: string
  readonly root: string
}

function sample(root: string, name: string): string {
  const folder = join(root, 'filter-samples')
  const names = readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
  if (!names.includes(name)) throw new Remedy(`Cannot begin from '${name}': there are ${names.join(', ')}`)
  return readFileSync(join(folder, `${name}.ts`), 'utf8')
}

const starter = `import { defineFilter } from 'marquee:filter'

/** What it is for, in one sentence: whoever meets it at night reads this first. */
const blocked = ['ACME TV-2019']

export default defineFilter({
  stage: 'inbound',
  // A request that this filter fails on goes on without it. With 'closed' it is answered 503.
  failMode: 'open',
  // Judged without running anything: what does not fit costs nothing.
  when: { path: '/graphql', device: { class: ['tv'] } },
  apply({ device }) {
    if (device.model === null || !blocked.includes(device.model)) return []
    return [{ respond: { status: 403, code: 'DEVICE_BLOCKED', message: 'This model needs an update' } }]
  },
})

/** Each is run before the filter is published; one that does not come to its actions refuses it. */
export const fixtures = [
  {
    name: 'the model that is blocked',
    request: { method: 'POST', url: '/graphql' },
    device: { class: 'tv', model: 'ACME TV-2019' },
    actions: [{ respond: { status: 403, code: 'DEVICE_BLOCKED' } }],
  },
  { name: 'another model', request: { url: '/graphql' }, device: { class: 'tv', model: 'ACME TV-2026' } },
  { name: 'a phone', request: { url: '/graphql' }, device: { class: 'phone' } },
]
`

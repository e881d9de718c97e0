import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { build } from 'esbuild'
import { defineConfig } from 'vitest/config'
import { passportKey } from '../contracts/fakes/test-passports.ts'
import { testDefaults } from '../tools/vitest/test-defaults.ts'

const compatibilityDate = '2026-10-01'

/** An origin of one file behind a real binding: what RPC does to answers shows only here. */
const origin = `
  import { WorkerEntrypoint } from 'cloudflare:workers'
  export class Catalog extends WorkerEntrypoint {
    async state() { return { ready: true, detail: 'over RPC' } }
    async titles(ids) { return ids.map((id) => ({ id, name: 'Title ' + id })) }
    async people() { throw new TypeError('no people here') }
    async poster() { return new Promise(() => {}) }
  }
  export default { fetch: () => new Response('an origin') }
`

const bundled = async (entry: string) => {
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const secrets = {
  HOSTS: 'edge.test',
  PASSPORT_KEY: passportKey,
  OPS_TOKEN: 'operators-only-0123456789abcdef',
  SESSION_KEY: 'a-key-for-tests-of-32-bytes-or-more',
}
const origins = Object.fromEntries(
  ['Catalog', 'Members', 'Recommendations', 'Ranking', 'Playback'].map((entrypoint) => [
    entrypoint.toUpperCase(),
    { name: 'fake-origins', entrypoint },
  ]),
)

const edge = await bundled('worker.ts')

/** The edge worker itself, in both environments, over fakes of all origins: a worker of its own, in which no test runner permits anything. */
const workers = [
  { name: 'test-catalog', modules: true, script: origin, compatibilityDate },
  { name: 'fake-origins', modules: true, script: await bundled('test/fake-origins.ts'), compatibilityDate },
  ...['local', 'production'].map((ENVIRONMENT) => ({
    name: `edge-${ENVIRONMENT}`,
    modules: true,
    script: edge,
    compatibilityDate,
    bindings: { ENVIRONMENT, ...secrets },
    durableObjects: {
      CONTROL_ROOM: { className: 'ControlRoom', useSQLite: true },
      REQUEST_RINGS: { className: 'RequestRing', useSQLite: true },
    },
    serviceBindings: origins,
  })),
]

/** The tests that need workerd; all others run under plain Node. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    cloudflareTest({
      miniflare: {
        compatibilityDate,
        workers,
        serviceBindings: {
          CATALOG: { name: 'test-catalog', entrypoint: 'Catalog' },
          EDGE: { name: 'edge-local' },
          EDGE_IN_PRODUCTION: { name: 'edge-production' },
          ORIGINS: { name: 'fake-origins' },
        },
      },
    }),
  ],
  test: { name: 'edge', include: ['**/*.worker.test.ts'], ...testDefaults },
})

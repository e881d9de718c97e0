import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

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

/** The tests that need workerd; all others run under plain Node. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    cloudflareTest({
      miniflare: {
        compatibilityDate: '2026-10-01',
        workers: [{ name: 'test-catalog', modules: true, script: origin, compatibilityDate: '2026-10-01' }],
        serviceBindings: { CATALOG: { name: 'test-catalog', entrypoint: 'Catalog' } },
      },
    }),
  ],
  test: { name: 'edge', include: ['**/*.worker.test.ts'] },
})

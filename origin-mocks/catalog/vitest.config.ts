import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { testDefaults } from '../../tools/vitest/test-defaults.ts'

/** The tests that need workerd and a real D1; all others run under plain Node. */
export default defineConfig(async () => ({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/catalog',
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: { bindings: { MIGRATIONS: await readD1Migrations(`${import.meta.dirname}/migrations`) } },
    }),
  ],
  test: { name: 'catalog', include: ['**/*.worker.test.ts'], ...testDefaults },
}))

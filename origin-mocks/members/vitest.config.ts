import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { passportKey } from '../../contracts/fakes/test-passports.ts'
import { testDefaults } from '../../tools/vitest/test-defaults.ts'

/** The tests that need workerd and real Durable Objects; all others run under plain Node. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' }, miniflare: { bindings: { PASSPORT_KEY: passportKey } } })],
  test: { name: 'members', include: ['**/*.worker.test.ts'], ...testDefaults },
})

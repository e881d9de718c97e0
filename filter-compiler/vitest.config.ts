import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { build } from 'esbuild'
import { defineConfig } from 'vitest/config'
import { testDefaults } from '../tools/vitest/test-defaults.ts'

const compatibilityDate = '2026-10-01'

/** The compiler as it is deployed: TypeScript would take the test runner minutes to rewrite. */
const { outputFiles } = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['worker.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2024',
  platform: 'browser',
  conditions: ['workerd', 'worker', 'browser'],
  external: ['cloudflare:*', 'node:*'],
  define: { __filename: '"/typescript.js"', __dirname: '"/"' },
  logLevel: 'error',
  write: false,
})

/** The tests of filters in real sandboxes. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  plugins: [
    cloudflareTest({
      miniflare: {
        compatibilityDate,
        workerLoaders: { LOADER: {} },
        serviceBindings: { COMPILER: { name: 'filter-compiler', entrypoint: 'FilterCompiler' } },
        workers: [
          {
            name: 'filter-compiler',
            modules: true,
            script: outputFiles[0]?.text ?? '',
            compatibilityDate,
            compatibilityFlags: ['no_nodejs_compat', 'no_nodejs_compat_v2'],
            workerLoaders: { LOADER: {} },
          },
        ],
      },
    }),
  ],
  test: { name: 'filters', include: ['filter-{sandbox,compiler,samples}/**/*.worker.test.ts'], isolate: false, ...testDefaults },
})

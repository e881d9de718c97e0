import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { complaintsOf, launchBrowser } from './launch-browser.ts'

const require = createRequire(import.meta.url)

/** What a page may load by name: each library as its package ships it, or bundled where it ships nothing for a `<script>`. */
const libraries = {
  shaka: () => readFile(require.resolve('shaka-player/dist/shaka-player.compiled.js'), 'utf8'),
  hls: () => readFile(join(dirname(require.resolve('hls.js')), 'hls.min.js'), 'utf8'),
  falcor: () => readFile(require.resolve('falcor/dist/falcor.browser.min.js'), 'utf8'),
  datasource: () => bundle('falcor-http-datasource', 'FalcorDataSource'),
} as const

export type Library = keyof typeof libraries

/** A page of a device app, on an origin of its own. */
export interface DevicePage {
  readonly page: Page
  /** Uncaught errors and console errors of the page so far. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** Opens a page with these libraries in headless Chromium, served from a loopback port of its own, so that Marquee is another origin to it. */
export async function openDevicePage(uses: readonly Library[]): Promise<DevicePage> {
  const server = await servePage(uses)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the page has no port')
  const browser = await launchBrowser().catch((error: unknown) => {
    server.close()
    throw error
  })
  const page = await browser.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`http://127.0.0.1:${address.port}/`)
  return {
    page,
    complaints,
    async close() {
      await browser.close()
      server.close()
    },
  }
}

async function servePage(uses: readonly Library[]): Promise<Server> {
  const scripts = new Map<string, string>()
  for (const name of uses) scripts.set(`/${name}.js`, await libraries[name]())
  const tags = [...scripts.keys()].map((path) => `<script src="${path}"></script>`).join('')
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>device</title><video muted playsinline></video>${tags}`
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    response.setHeader('content-type', script === undefined ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8')
    response.end(script ?? html)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return server
}

async function bundle(library: string, globalName: string): Promise<string> {
  const built = await build({
    stdin: { contents: `module.exports = require(${JSON.stringify(library)})`, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    globalName,
    platform: 'browser',
    define: { global: 'globalThis' },
    write: false,
    logLevel: 'silent',
  })
  return built.outputFiles[0]?.text ?? ''
}

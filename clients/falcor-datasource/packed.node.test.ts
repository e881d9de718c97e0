import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const folder = dirname(fileURLToPath(import.meta.url))
const modules = join(folder, '../../node_modules')
let consumer: string

// What a team would install: packed by npm, unpacked into the dependencies of a project elsewhere.
beforeAll(async () => {
  consumer = mkdtempSync(join(tmpdir(), 'falcor-datasource-'))
  const installed = join(consumer, 'node_modules/@marquee/falcor-datasource')
  mkdirSync(installed, { recursive: true })
  await run('npm', ['pack', '--offline', '--silent', '--pack-destination', consumer], { cwd: folder })
  const [archive] = readdirSync(consumer).filter((name) => name.endsWith('.tgz'))
  await run('tar', ['-xzf', join(consumer, archive as string), '-C', installed, '--strip-components=1'])
  writeFileSync(join(consumer, 'package.json'), '{"type":"module"}')
})
afterAll(() => rmSync(consumer, { recursive: true, force: true }))

test('the package holds its build, README and license, no sources and no tests', () => {
  const names = readdirSync(join(consumer, 'node_modules/@marquee/falcor-datasource'), { recursive: true, encoding: 'utf8' })
  expect(names).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
  expect(names.filter((name) => /test|\.ts$/.test(name) && !name.endsWith('.d.ts'))).toEqual([])
})

test('its types compile in a strict project without extras', async () => {
  writeFileSync(
    join(consumer, 'app.ts'),
    `import { createDataSource, DataSourceError, type PathSet } from '@marquee/falcor-datasource'
const paths: PathSet[] = [['home', 'rows', { from: 0, to: 4 }, 'heading']]
const source = createDataSource('/model.json', { headers: async () => ({ authorization: 'Bearer t' }), fetch })
source.get(paths).subscribe(({ jsonGraph }) => jsonGraph.home, (error) => error instanceof DataSourceError && error.code.length)
// @ts-expect-error a header is a string
createDataSource('/model.json', { headers: { authorization: 1 } })
`,
  )
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '']
  await run(process.execPath, [join(modules, 'typescript/bin/tsc'), ...options, join(consumer, 'app.ts')], { cwd: consumer })
})

test('it speaks HTTP by the global fetch, and disposing closes the connection', async () => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    // The second request is never answered: only the client can end it.
    if (heard.length === 1) response.end('{"jsonGraph":{"best":{"name":"Film 1"}}}')
    else {
      response.on('close', () => heard.push('closed') && server.close())
      running.child.stdin?.end('dispose')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const code = `
    import { createDataSource } from '@marquee/falcor-datasource'
    const source = createDataSource('http://127.0.0.1:${port}/model.json', { headers: { authorization: 'Bearer t' } })
    source.get([['best', 'name']]).subscribe((answer) => {
      console.log(JSON.stringify(answer))
      const second = source.get([['best', 'name']], 2).subscribe()
      process.stdin.once('data', () => second.dispose())
    })`
  writeFileSync(join(consumer, 'app.js'), code)
  const running = run(process.execPath, ['app.js'], { cwd: consumer })
  const { stdout } = await running
  expect(stdout).toBe('{"jsonGraph":{"best":{"name":"Film 1"}}}\n')
  const asked = 'GET /model.json?method=get&paths=%5B%5B%22best%22,%22name%22%5D%5D Bearer t'
  await expect.poll(() => heard).toEqual([asked, asked, 'closed'])
})

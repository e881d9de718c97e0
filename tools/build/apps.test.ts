import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../wrangler.ts'
import { appsAreBuilt, buildApps, sizeOfApps } from './apps.ts'

/** A root with the sources of the apps and nothing built. */
function freshRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'marquee-apps-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const path of ['apps/graphiql', 'package-lock.json', 'tools/build/apps.ts', 'tsconfig.base.json'])
    cpSync(join(projectRoot, path), join(root, path), { recursive: true })
  mkdirSync(join(root, 'dist'))
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'))
  return root
}

test('the files of the apps are built once, and anew when a source or a package has changed', async () => {
  const root = freshRoot()
  expect(appsAreBuilt(root)).toBe(false)
  await buildApps(root)
  expect(appsAreBuilt(root)).toBe(true)
  expect(sizeOfApps(root).raw).toBeGreaterThan(sizeOfApps(root).gzip)
  const page = readFileSync(join(root, 'dist/apps/graphiql/index.html'), 'utf8')
  for (const [, file = ''] of page.matchAll(/(?:src|href)="\/(graphiql\/[^"]+)"/g))
    expect(readFileSync(join(root, 'dist/apps', file)).length).toBeGreaterThan(0)
  for (const changed of ['apps/graphiql/page.ts', 'package-lock.json']) {
    const before = readFileSync(join(root, changed), 'utf8')
    writeFileSync(join(root, changed), `${before}\n`)
    expect(appsAreBuilt(root)).toBe(false)
    writeFileSync(join(root, changed), before)
  }
  rmSync(join(root, 'dist/apps'), { recursive: true })
  expect(appsAreBuilt(root)).toBe(false)
})

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { savePage } from './save-page.ts'
import { readSavePageOptions } from './save-page-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'marquee-page-'))
afterAll(() => rmSync(folder, { recursive: true }))
const address = { url: 'http://127.0.0.1:8787', token: 'secret', operator: 'ana' }
const html = (body: string, status = 200) => new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })

describe('the command line', () => {
  test('has a device where none is said, and the file from where it was called', () => {
    const read = readSavePageOptions(['--profile', '7', '--out', 'page.html'], '/somewhere')
    expect(read).toEqual({ profile: 7, device: 'tv', reason: undefined, out: '/somewhere/page.html', url: undefined })
  })

  test.each([
    { name: 'no profile', args: ['--out', 'x'] },
    { name: 'a profile that is none', args: ['--profile', '0', '--out', 'x'] },
    { name: 'a path for a profile', args: ['--profile', '7/../8', '--out', 'x'] },
    { name: 'no file', args: ['--profile', '7'] },
    { name: 'a device that is none', args: ['--profile', '7', '--out', 'x', '--device', 'TV set'] },
    { name: 'an unknown option', args: ['--profile', '7', '--out', 'x', '--all'] },
    { name: 'a word', args: ['7'] },
  ])('with $name is refused with the remedy', ({ args }) => {
    expect(() => readSavePageOptions(args, '/')).toThrow(
      expect.objectContaining({ name: 'Remedy', message: expect.stringContaining('npm run model:page') }),
    )
  })
})

describe('a page is saved', () => {
  const out = join(folder, 'page.html')
  const options = { profile: 7, device: 'phone', reason: 'ticket 12', out, url: undefined }

  test('as it came, asked for with the token, the author and the reason', async () => {
    const asked: { url: string; headers: unknown }[] = []
    const fetch = async (url: URL | RequestInfo, init?: RequestInit) => {
      asked.push({ url: String(url), headers: init?.headers })
      return html('<!doctype html>é')
    }
    expect(await savePage(options, address, fetch)).toContain('profile 7 on phone')
    expect(readFileSync(out, 'utf8')).toBe('<!doctype html>é')
    expect(asked).toEqual([
      {
        url: 'http://127.0.0.1:8787/ops/pages/7?device=phone&format=html&reason=ticket+12',
        headers: { authorization: 'Bearer secret', 'x-marquee-operator': 'ana' },
      },
    ])
  })

  const refusal = JSON.stringify({ errors: [{ message: 'there is no such profile' }] })
  test.each([
    { name: 'refuses', answer: async () => html(refusal, 404), said: 'answered 404: there is no such profile' },
    { name: 'is no Marquee', answer: async () => Response.json({}), said: 'does not answer as Marquee does' },
    { name: 'is not there', answer: () => Promise.reject(new TypeError('fetch failed')), said: 'Cannot reach Marquee' },
  ])('and where who is asked $name, what was there stays', async ({ answer, said }) => {
    writeFileSync(out, 'before')
    await expect(savePage(options, address, answer)).rejects.toMatchObject({ name: 'Remedy', message: expect.stringContaining(said) })
    expect(readFileSync(out, 'utf8')).toBe('before')
  })

  test('and no file is left where there was none', async () => {
    const nothing = join(folder, 'nothing.html')
    await expect(savePage({ ...options, out: nothing }, address, async () => html('{}', 503))).rejects.toThrow('answered 503')
    expect(existsSync(nothing)).toBe(false)
  })
})

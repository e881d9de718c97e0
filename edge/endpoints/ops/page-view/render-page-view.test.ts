import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExplainedTitle } from '../../../../contracts/page-weighing.ts'
import { pagePolicy, renderPageView } from './render-page-view.ts'
import { sampleExplanation } from './test/sample-explanation.ts'

const render = (name: string) => renderPageView(sampleExplanation(name), { profile: 7, at: Date.UTC(2026, 10, 28) })

/** Names of elements in their order, `/` before those that end; throws where one ends that did not begin last. */
function tagsOf(html: string): readonly string[] {
  const open: string[] = []
  const tags: string[] = []
  for (const [, end, name = '', selfClosed] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/g)) {
    tags.push(`${end}${name}`)
    if (selfClosed || ['meta', 'link'].includes(name)) continue
    if (end === '') open.push(name)
    else if (open.pop() !== name) throw new Error(`</${name}> ends what did not begin`)
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> does not end`)
  return tags
}

describe('the page about a page', () => {
  const html = render('Dr. Strangelove')

  test('is well formed, begins as HTML, and has a heading for each part', () => {
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true)
    expect(tagsOf(html)).toContain('main')
    const headings = [...html.matchAll(/<(h[1-3])>([^<]+)</g)].map(([, level, text]) => `${level} ${text}`)
    expect(headings).toEqual([
      'h1 Page of profile 7 on tv',
      'h2 Candidates and gains',
      'h2 Coverage',
      'h2 What each signal gave',
      'h3 Row by row',
      'h2 Rules and exploration',
    ])
  })

  test('has a name for each plot, and each plot’s numbers in a table of the same part', () => {
    for (const section of html.split('<section>').slice(1)) {
      const plots = [...section.matchAll(/<svg class="plot"[^>]*>/g)]
      for (const [plot] of plots) expect(plot).toMatch(/ role="img" aria-label="[^"]+"/)
      expect([...section.matchAll(/<table><caption>[^<]+<\/caption>/g)].length).toBeGreaterThanOrEqual(Math.max(1, plots.length - 1))
    }
    expect([...html.matchAll(/<svg class="plot"/g)]).toHaveLength(5)
    expect([...html.matchAll(/<th scope="(?:col|row)"/g)].length).toBe([...html.matchAll(/<th[ >]/g)].length)
  })

  test('has no script, and nothing that is loaded from anywhere', () => {
    expect(html).not.toMatch(/<script|\son\w+=|javascript:|@import|url\(/i)
    expect([...html.matchAll(/\s(?:src|href|action|data|poster)="([^"]*)"/g)].map(([, to]) => to)).toEqual(['data:,'])
    expect(html).toContain(`<meta http-equiv="content-security-policy" content="${pagePolicy.replaceAll("'", '&#39;')}">`)
  })

  test('says what the figures come to', () => {
    for (const told of ['popular-in-country', 'p7.k3', 'model-abc.1', 'has the same rows', 'summer', '0.7500', 'column 1', '40 × 75'])
      expect(html).toContain(told)
    expect(renderPageView({ ...sampleExplanation('x'), snapshot: null }, { profile: 7, at: 0 })).toContain('None was handed out')
  })

  test('has of each row the titles that it begins with, and none that is told of for another reason', () => {
    const { explained, ...rest } = sampleExplanation('x')
    const titles = Array.from({ length: 20 }, (_, at) => ({ ...(explained.titles[0] as ExplainedTitle), title: at + 1 }))
    const page = { ...explained.page, rows: [{ key: 'some', titles: titles.map(({ title }) => title) }] }
    const html = renderPageView({ ...rest, explained: { ...explained, page, titles } }, { profile: 7, at: 0 })
    expect(html).toContain(': the first 12 of 20 titles')
  })

  test('is there, with tables, where a page has no rows, no signals and no history', () => {
    const { explained, ...rest } = sampleExplanation('x')
    const page = { model: 'm', rows: [], billboard: null }
    const none = { ...explained, page, offers: [], stages: [], signals: [], titles: [], genres: [] }
    expect(() => tagsOf(renderPageView({ ...rest, snapshot: null, explained: none }, { profile: 7, at: 0 }))).not.toThrow()
    expect(renderPageView({ ...rest, explained: none }, { profile: 7, at: 0 })).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('a title from outside', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['the end of an attribute', '" onload="alert(1)'],
    ['the end of an attribute in single quotes', "' onload='alert(1)"],
    ['the end of a title of SVG', '</title><script>alert(1)</script>'],
    ['the end of the style', '</style><img src=x onerror=alert(1)>'],
    ['a comment', '<!-- '],
    ['CDATA', ']]><script>'],
    ['an entity', '&lt;script&gt;'],
    ['half a character', 'a\ud800b'],
    ['characters that end a text', 'a\0b\x1b[31m'],
  ])('stays text: %s', (_, name) => {
    expect(tagsOf(render(name))).toEqual(tagsOf(render('plain')))
    expect(render(name)).not.toMatch(/\0|\x1b|[\ud800-\udbff](?![\udc00-\udfff])/)
  })

  test('changes no element, whatever it is', () => {
    const usual = tagsOf(render('plain'))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(tagsOf(render(name))).toEqual(usual)
      }),
    )
  })
})

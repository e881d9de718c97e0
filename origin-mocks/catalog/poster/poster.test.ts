import { describe, expect, test } from 'vitest'
import type { PosterKind } from '../../../contracts/catalog.ts'
import { cleanedFilms } from '../seed/cleaned-films.ts'
import { type PosterFacts, poster } from './poster.ts'

const facts: PosterFacts = { id: 7, name: 'Playtime', year: 1967, genres: ['Comedy'], director: 'Jacques Tati' }
const kinds: readonly PosterKind[] = ['BOXART', 'BILLBOARD']
/** The texts drawn, unescaped no further than they came. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])

/** Expects tags to nest and close, and text to hold no bare sign: all the XML that a poster uses. */
function expectWellFormed(svg: string): void {
  const open: string[] = []
  const tags = svg.matchAll(/<(\/?)([A-Za-z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>|([^<]+)/g)
  let length = 0
  for (const [all, closing, name = '', , selfClosing, text] of tags) {
    length += all.length
    if (text !== undefined) expect(text).toMatch(/^(?:[^&<>]|&(?:amp|lt|gt|quot|#39);)*$/)
    else if (closing === '/') expect(open.pop()).toBe(name)
    else if (selfClosing === '') open.push(name)
  }
  expect(length).toBe(svg.length)
  expect(open).toEqual([])
}

describe.each(kinds)('a poster of kind %s', (kind) => {
  test('shows name, year and director', () => {
    expect(texts(poster(facts, kind, 342))).toEqual(['Playtime', 'Jacques Tati', '1967'])
  })

  test('is as wide as asked, at the height of its kind', () => {
    expect(poster(facts, kind, 200)).toContain(kind === 'BOXART' ? 'width="200" height="300"' : 'width="200" height="113"')
  })

  test('is the same bytes for the same facts, and another picture for another film', () => {
    expect(poster(facts, kind, 342)).toBe(poster({ ...facts }, kind, 342))
    expect(poster({ ...facts, id: 8 }, kind, 342)).not.toBe(poster(facts, kind, 342))
  })

  test.each([
    { name: 'a script', hostile: '<script>alert(1)</script>' },
    { name: 'the end of a text', hostile: '</text></svg><svg onload="alert(1)">' },
    { name: 'an entity', hostile: '&lt;b&gt; & "quotes" \'single\'' },
    { name: 'CDATA', hostile: ']]><![CDATA[<x>' },
    { name: 'control characters', hostile: 'A\u0000\u0007\u001b[31mB' },
    { name: 'a lone surrogate', hostile: '\ud800 Film' },
    { name: 'no letter at all', hostile: '   ' },
    { name: 'one endless word', hostile: 'x'.repeat(10_000) },
    { name: 'endless words', hostile: 'many words '.repeat(1_000) },
    { name: 'right-to-left text and emoji', hostile: 'فيلم 🎬 طويل' },
  ])('stays well-formed with $name as name and director', ({ hostile }) => {
    const svg = poster({ ...facts, name: hostile, director: hostile }, kind, 342)
    expectWellFormed(svg)
    expect(svg).not.toMatch(/<script|<svg onload|<!\[CDATA/)
    expect(svg.length).toBeLessThan(60_000)
  })

  test('of every film of the catalog is well-formed, has letters that can be read at 200 pixels, and stays small', () => {
    for (const film of cleanedFilms().films) {
      const svg = poster({ ...film, director: film.director }, kind, 200)
      if (film.id % 40 === 0) expectWellFormed(svg)
      const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map((match) => Number(match[1]))
      expect(Math.min(...sizes), film.name).toBeGreaterThanOrEqual(20)
      expect(svg.length).toBeLessThan(20_000)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    }
  })
})

test('a film of which nothing is known has a poster all the same', () => {
  const svg = poster({ id: 1, name: 'X', year: null, genres: [], director: null }, 'BOXART', 342)
  expect(texts(svg)).toEqual(['X'])
  expectWellFormed(svg)
})

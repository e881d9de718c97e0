import { describe, expect, test } from 'vitest'
import { cleanName, cleanPersonName, type NameMend, slugOf } from './clean-name.ts'

describe('cleaning a name', () => {
  test.each([
    { raw: 'The Land Girls', name: 'The Land Girls', mends: [] },
    { raw: 300, name: '300', mends: ['numericName'] },
    { raw: 'LÈon', name: 'Léon', mends: ['mojibake'] },
    { raw: 'Per qualche dollaro in pi˘', name: 'Per qualche dollaro in più', mends: ['mojibake'] },
    { raw: 'Alien³', name: 'Alien³', mends: [] },
    { raw: 'Ri¢hie Ri¢h', name: 'Ri¢hie Ri¢h', mends: [] },
    { raw: 'The Helix...  Loaded', name: 'The Helix... Loaded', mends: ['spacesCollapsed'] },
    { raw: 'King Kong (1933)', name: 'King Kong', mends: ['releaseNoteCut'] },
    { raw: 'Y Tu Mama Tambien (And Your Mother Too)', name: 'Y Tu Mama Tambien (And Your Mother Too)', mends: [] },
    { raw: 'Boot, Das', name: 'Das Boot', mends: ['articleMoved'] },
    { raw: 'Definitely, Maybe', name: 'Definitely, Maybe', mends: [] },
    { raw: null, name: undefined, mends: [] },
    { raw: '  ', name: undefined, mends: [] },
  ])('$raw gives $name', ({ raw, name, mends }) => {
    const noted: NameMend[] = []
    expect(cleanName(raw, (mend) => noted.push(mend))).toBe(name)
    expect(noted).toEqual(mends)
  })

  test('a person loses doubled quotes', () => {
    expect(cleanPersonName('Jeff ""King Jeff"" Hollins', () => undefined)).toBe('Jeff "King Jeff" Hollins')
  })

  test.each([
    { name: 'Agnès Varda', slug: 'agnes-varda' },
    { name: 'J.J. Abrams', slug: 'j-j-abrams' },
    { name: ' "Quoted" O\'Name ', slug: 'quoted-o-name' },
  ])('the slug of $name is $slug', ({ name, slug }) => {
    expect(slugOf(name)).toBe(slug)
  })
})

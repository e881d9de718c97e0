import { expect, test } from 'vitest'
import { trainEase } from './ease.ts'
import { ialsDefaults, trainIals } from './ials.ts'
import { likedBy, likesFrom } from './likes.ts'
import { marqueeEase, marqueeWeights, scoreMarquee } from './marquee.ts'
import { ModelFileError, type Section, writeModelFile } from './model-file.ts'
import { openModelSections } from './model-sections.ts'
import { popularityOf } from './popularity.ts'
import { rankerFrom, rankerSections, scoreServedRanker, servedRankerOf } from './served-ranker.ts'
import { sparseEaseOf } from './sparse-ease.ts'
import { createWorld } from './synthetic.ts'
import { topOf } from './top.ts'

const { ratings } = createWorld({ users: 300, items: 90, factors: 4, ratingsPerUser: 30, noise: 0.3, seed: 4 })
const likes = likesFrom(ratings)
const popularity = popularityOf(likes)
const trained = {
  ease: trainEase(likes, { ...marqueeEase, penalty: 20 }),
  ials: trainIals(likes, { ...ialsDefaults, factors: 10, rounds: 5 }),
  ...{ popularity, weights: marqueeWeights },
}
const ranker = servedRankerOf(trained, sparseEaseOf(trained.ease, popularity, 60))
const sections = rankerSections(ranker)
const items = ratings.items.length

test('what is served recommends nearly what was trained', () => {
  let same = 0
  for (let member = 0; member < 100; member++) {
    const liked = likedBy(likes, member)
    const full = new Set(topOf(scoreMarquee(trained, liked), 10, liked))
    same += topOf(scoreServedRanker(ranker, liked), 10, liked).filter((item) => full.has(item)).length
  }
  expect(same / 1000).toBeGreaterThan(0.9)
})

test('it scores from its file what it scored before, to the bit, and nothing liked gets what is popular', () => {
  const read = rankerFrom(openModelSections(writeModelFile(sections)), items)
  for (const liked of [Uint32Array.of(1, 5, 60), Uint32Array.of(items - 1), new Uint32Array()])
    expect(scoreServedRanker(read, liked)).toEqual(scoreServedRanker(ranker, liked))
  expect([...scoreServedRanker(read, new Uint32Array())]).toEqual([...popularity])
})

const without = (name: string) => sections.filter((section) => section.name !== name)
const replaced = (name: string, by: Partial<Section>) =>
  sections.map((section) => (section.name === name ? { ...section, ...by } : section))

test.each([
  ...sections.map(({ name }) => ({ what: `no ${name}`, tables: without(name) })),
  ...sections.map(({ name, data, columns }) => ({ what: `${name} a row short`, tables: replaced(name, { data: data.slice(columns) }) })),
  ...sections.map(({ name, data }) => ({ what: `${name} of another kind`, tables: replaced(name, { data: new Int16Array(data.length) }) })),
  {
    what: 'a weight that is no number',
    tables: replaced('ranking', { data: new Float64Array(7).fill(Number.NaN) }),
  },
  {
    what: 'targets that are not in the catalog',
    tables: replaced('ease-target', { data: new Uint16Array(items * 60).fill(items) }),
  },
  { what: 'rows that no kernel takes', tables: replaced('ials-codes', { columns: 8 }) },
])('a file with $what is refused', ({ tables }) => {
  expect(() => rankerFrom(openModelSections(writeModelFile(tables)), items)).toThrow(ModelFileError)
})

test('a ranker of another catalog is refused', () => {
  expect(() => rankerFrom(openModelSections(writeModelFile(sections)), items + 8)).toThrow(ModelFileError)
})

import { expect, test } from 'vitest'
import { ModelFileError, type Section, writeModelFile } from './model-file.ts'
import { openModelSections } from './model-sections.ts'
import { createMachine, expectedLevel, levelsOf, type RbmModel, rbmDefaults, trainRbm } from './rbm.ts'
import { openedRbm, rbmFrom, rbmSections, servedRbmOf } from './served-rbm.ts'
import { createWorld } from './synthetic.ts'

const { ratings } = createWorld({ users: 80, items: 30, factors: 3, ratingsPerUser: 12, noise: 0.3, seed: 3 })
const model = trainRbm(ratings, { ...rbmDefaults, hidden: 10, epochs: 5 })
const served = servedRbmOf(model)
const sections = rbmSections(served)
const items = ratings.items.length

function expectedBy(of: RbmModel, user: number): number[] {
  const machine = createMachine(of, 64)
  const [from, to] = [ratings.start[user] as number, ratings.start[user + 1] as number]
  machine.show(ratings.item.subarray(from, to), levelsOf(of.levels, ratings.value, from, to - from))
  return Array.from({ length: items }, (_, item) => expectedLevel(of, machine, item))
}

test('what is served expects what was trained, to three hundredths of a star', () => {
  for (const user of [0, 20, 79]) {
    const [full, small] = [expectedBy(model, user), expectedBy(openedRbm(served), user)]
    for (const [item, rating] of full.entries()) expect(Math.abs(rating - (small[item] ?? 0))).toBeLessThan(0.03)
  }
})

test('it expects from its file what it expected before, to the bit', () => {
  const read = rbmFrom(openModelSections(writeModelFile(sections)), items)
  expect(expectedBy(openedRbm(read), 7)).toEqual(expectedBy(openedRbm(served), 7))
})

const replaced = (name: string, by: Partial<Section>) =>
  sections.map((section) => (section.name === name ? { ...section, ...by } : section))

test.each([
  ...sections.map(({ name }) => ({ what: `no ${name}`, tables: sections.filter((section) => section.name !== name) })),
  ...sections.map(({ name, data, columns }) => ({ what: `${name} a row short`, tables: replaced(name, { data: data.slice(columns) }) })),
  { what: 'no levels', tables: replaced('rbm', { data: Float64Array.of(10, 0) }) },
])('a file with $what is refused', ({ tables }) => {
  expect(() => rbmFrom(openModelSections(writeModelFile(tables)), items)).toThrow(ModelFileError)
})

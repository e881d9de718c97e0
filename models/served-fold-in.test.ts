import { expect, test } from 'vitest'
import { type FoldInModel, foldIn, ratingBy } from './fold-in.ts'
import { ModelFileError, type Section, writeModelFile } from './model-file.ts'
import { openModelSections } from './model-sections.ts'
import { createNormal, createRandom } from './random.ts'
import { foldInFrom, foldInSections, openedFoldIn, servedFoldInOf } from './served-fold-in.ts'

const [items, factors] = [50, 6]
const normal = createNormal(createRandom(1, 'fold-in'))
const drawn = (count: number, deviation: number) => Float32Array.from({ length: count }, () => deviation * normal())
const model: FoldInModel = {
  ...{ factors, mean: 3.6, itemBias: drawn(items, 0.4) },
  ...{ itemFactors: drawn(items * factors, 0.5), impliedFactors: drawn(items * factors, 0.1) },
  bias: { mean: 0.1, penalty: 4 },
  prior: { mean: Float64Array.from(drawn(factors, 0.1)), penalty: new Float64Array(factors).fill(5) },
  variance: new Float64Array(factors).fill(0.02),
}
const served = servedFoldInOf(model)
const history = { items: [1, 4, 9, 30, 44], values: [5, 1, 4, 2, 5] }
const ratingsOf = (of: FoldInModel) => {
  const member = foldIn(of, history.items, history.values)
  return Array.from({ length: items }, (_, item) => ratingBy(of, member, item))
}

test('what is served predicts what was trained, to a hundredth of a star', () => {
  const [full, small] = [ratingsOf(model), ratingsOf(openedFoldIn(served))]
  for (const [item, rating] of full.entries()) expect(Math.abs(rating - (small[item] ?? 0))).toBeLessThan(0.01)
})

test('it predicts from its file what it predicted before, to the bit', () => {
  const read = foldInFrom(openModelSections(writeModelFile(foldInSections(served))), items)
  expect(ratingsOf(openedFoldIn(read))).toEqual(ratingsOf(openedFoldIn(served)))
})

const sections = foldInSections(served)
const replaced = (name: string, by: Partial<Section>) =>
  sections.map((section) => (section.name === name ? { ...section, ...by } : section))

test.each([
  ...sections.map(({ name }) => ({ what: `no ${name}`, tables: sections.filter((section) => section.name !== name) })),
  ...sections.map(({ name, data, columns }) => ({ what: `${name} a row short`, tables: replaced(name, { data: data.slice(columns) }) })),
  { what: 'no factors', tables: replaced('fold', { data: Float64Array.of(0, 3, 0, 1) }) },
  { what: 'more factors than columns', tables: replaced('fold', { data: Float64Array.of(17, 3, 0, 1) }) },
  { what: 'half a factor', tables: replaced('fold', { data: Float64Array.of(5.5, 3, 0, 1) }) },
])('a file with $what is refused', ({ tables }) => {
  expect(() => foldInFrom(openModelSections(writeModelFile(tables)), items)).toThrow(ModelFileError)
})

import { describe, expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { topOf } from '../../models/top.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { toColumns } from './columns.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { createKernelScorer } from './kernel-scorer.ts'
import { createModelScorer } from './model-scorer.ts'
import { syntheticModel } from './test/synthetic-model.ts'

const kernel = openKernel(kernelModule())
const columns = toColumns(sampleFeatures(600))
const history: History = {
  ...{ version: 1, kind: 'adult', country: 'NL', viewings: [], myList: [44, 45] },
  ratings: [1, 50, 333, 599, 600, 601, 700].map((title, at) => ({ title, stars: 3 + (at % 3), at })),
}
const positions = [0, 1, 49, 300, 598, 599]

describe.each([
  { what: 'a model of the whole catalog', items: 600, unliked: 0 },
  { what: 'a model with titles that nobody liked', items: 600, unliked: 0.2 },
  { what: 'a model of fewer titles', items: 500, unliked: 0 },
  { what: 'a model of more titles', items: 700, unliked: 0 },
])('by $what', ({ items, unliked }) => {
  const model = syntheticModel({ items, factors: 32, easeWidth: 40, hidden: 16, seed: 9, unliked })
  const plain = createModelScorer(columns, 'm', model)
  const scorer = createKernelScorer(columns, 'm', kernel.hold(trainedModelFile(model)))

  test.each([
    { who: 'a profile', of: history },
    { who: 'a profile that likes nothing', of: { ...history, ratings: [], myList: [] } },
    { who: 'a visitor', of: null },
  ])('$who gets what plain numbers say', ({ of }) => {
    const [expected, found] = [plain.scores(of), scorer.scores(of)]
    expect(found.score).toHaveLength(600)
    for (const [position, score] of found.score.entries()) {
      if (Number.isFinite(expected.score[position])) expect(Math.abs(score - (expected.score[position] as number))).toBeLessThan(0.08)
      else expect(score).toBe(expected.score[position])
      expect(Math.abs((found.chance[position] as number) - (expected.chance[position] as number))).toBeLessThan(0.015)
    }
    const order = [...topOf(found.score, 600, new Uint32Array())]
    for (const [place, position] of order.slice(1).entries())
      expect(found.chance[position]).toBeLessThanOrEqual(found.chance[order[place] as number] as number)
    if (found.best !== undefined) {
      scorer.scores(null)
      scorer.scores({ ...history, ratings: [] })
      expect([...found.best(100)]).toEqual(order.slice(0, 100))
    }
  })

  test('matches, what speaks for a title and what its score is made of are those of plain numbers', () => {
    expect(scorer.name).toBe(plain.name)
    for (const [place, match] of scorer.match(history, positions).entries())
      expect(Math.abs(match - (plain.match(history, positions)[place] as number))).toBeLessThanOrEqual(1)
    expect(positions.map((position) => scorer.because(history)(position))).toEqual(
      positions.map((position) => plain.because(history)(position)),
    )
    for (const [row, { signal, values }] of (scorer.signals?.(history, positions) ?? []).entries()) {
      const expected = plain.signals?.(history, positions)[row]
      expect(signal).toBe(expected?.signal)
      for (const [place, value] of values.entries()) expect(Math.abs(value - (expected?.values[place] as number))).toBeLessThan(0.08)
    }
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { type ChanceCase, type ChanceCurve, chanceOf, fitChance } from './chance.ts'

const truth: ChanceCurve = { offset: -6, byScore: 1.8, byHistory: 0.9 }

/** Members whose likes are drawn by a curve that is known. */
function drawn(curve: ChanceCurve, members: number, items: number): readonly ChanceCase[] {
  const random = createRandom(3, 'chance')
  return Array.from({ length: members }, (_, member) => {
    const scores = Float32Array.from({ length: items }, () => 5 * random() ** 4 - 1)
    const history = Uint32Array.from({ length: 3 + (member % 40) }, (_, item) => item)
    const chance = chanceOf(curve, scores, history.length)
    return {
      scores,
      history,
      held: Uint32Array.from(scores.keys()).filter((item) => item >= history.length && random() < (chance[item] ?? 0)),
    }
  })
}

test('finds the curve by which likes were drawn', () => {
  const { offset, byScore, byHistory } = fitChance(drawn(truth, 400, 300))
  expect(offset).toBeCloseTo(truth.offset, 0)
  expect(byScore).toBeCloseTo(truth.byScore, 0)
  expect(byHistory).toBeCloseTo(truth.byHistory, 0)
})

test('what is said is what comes of it: of other members, by thirds of what was said', () => {
  const cases = drawn(truth, 600, 300)
  const curve = fitChance(cases.slice(0, 300))
  const said = cases.slice(300).flatMap(({ scores, history, held }) => {
    const liked = new Set(held)
    return Array.from(chanceOf(curve, scores, history.length), (chance, item) => ({ chance, isLiked: liked.has(item), item })).slice(
      history.length,
    )
  })
  said.sort((one, other) => one.chance - other.chance)
  const third = Math.floor(said.length / 3)
  for (const from of [0, third, 2 * third]) {
    const part = said.slice(from, from + third)
    const expected = part.reduce((sum, { chance }) => sum + chance, 0)
    const liked = part.filter(({ isLiked }) => isLiked).length
    // Five standard deviations of so many draws.
    expect(Math.abs(liked - expected)).toBeLessThan(5 * Math.sqrt(expected))
  }
})

test('is a chance that never falls as the score grows, and 0 for what is never shown', () => {
  const scoresDrawn = fc.array(fc.oneof(fc.float({ noNaN: true, min: -50, max: 50 }), fc.constant(Number.NEGATIVE_INFINITY)), {
    minLength: 2,
  })
  const curveDrawn = fc.record({
    offset: fc.double({ min: -20, max: 5, noNaN: true }),
    byScore: fc.double({ min: 1e-3, max: 9, noNaN: true }),
    byHistory: fc.double({ min: -3, max: 3, noNaN: true }),
  })
  fc.assert(
    fc.property(curveDrawn, scoresDrawn, fc.nat(500), (curve, scores, history) => {
      const chance = chanceOf(curve, Float32Array.from(scores), history)
      const order = [...scores.keys()].sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0))
      for (const [place, item] of order.entries()) {
        expect(chance[item]).toBeGreaterThanOrEqual(0)
        expect(chance[item]).toBeLessThanOrEqual(1)
        if (scores[item] === Number.NEGATIVE_INFINITY) expect(chance[item]).toBe(0)
        if (place > 0) expect(chance[item]).toBeGreaterThanOrEqual(chance[order[place - 1] ?? 0] ?? 0)
      }
    }),
  )
})

test.each([
  { name: 'nobody', cases: [] },
  {
    name: 'members of whom nothing was held out',
    cases: [{ scores: Float32Array.of(1, 2, 3), history: Uint32Array.of(0), held: new Uint32Array() }],
  },
  {
    name: 'members who like all that is left',
    cases: [{ scores: Float32Array.of(1, 2, 3), history: Uint32Array.of(0), held: Uint32Array.of(1, 2) }],
  },
  {
    name: 'scores that do not differ',
    cases: [{ scores: new Float32Array(4).fill(2), history: Uint32Array.of(0), held: Uint32Array.of(1) }],
  },
  {
    name: 'scores that mislead',
    cases: [{ scores: Float32Array.of(9, 8, -8, -9), history: new Uint32Array(), held: Uint32Array.of(2, 3) }],
  },
])('stays finite and rising for $name', ({ cases }) => {
  const curve = fitChance(cases)
  for (const weight of Object.values(curve)) expect(weight).toSatisfy(Number.isFinite)
  expect(curve.byScore).toBeGreaterThan(0)
})

import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { topOf } from './top.ts'

test.each([
  { name: 'the best first', scores: [1, 3, 2], k: 2, except: [], top: [1, 2] },
  { name: 'of equal ones the lower number', scores: [5, 7, 5, 7], k: 3, except: [], top: [1, 3, 0] },
  { name: 'own history left out', scores: [1, 3, 2], k: 3, except: [1], top: [2, 0] },
  { name: 'more asked than there is', scores: [1, 2], k: 9, except: [], top: [1, 0] },
  { name: 'none asked', scores: [1, 2], k: 0, except: [], top: [] },
  { name: 'nothing there', scores: [], k: 3, except: [], top: [] },
  { name: 'all left out', scores: [1, 2], k: 3, except: [0, 1], top: [] },
  { name: 'scores without an end', scores: [-Infinity, Infinity, 0], k: 3, except: [], top: [1, 2, 0] },
])('top: $name', ({ scores, k, except, top }) => {
  expect([...topOf(Float64Array.from(scores), k, Uint32Array.from(except))]).toEqual(top)
})

test('the top is what sorting finds, ties and all', () => {
  const random = createRandom(1, 'top')
  for (let round = 0; round < 200; round++) {
    const scores = Float64Array.from({ length: 50 }, () => Math.floor(random() * 20))
    const except = Uint32Array.from({ length: 50 }, (_, number) => number).filter(() => random() < 0.2)
    const sorted = [...scores.keys()]
      .filter((number) => !except.includes(number))
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    expect([...topOf(scores, 10, except)]).toEqual(sorted.slice(0, 10))
  }
})

import { expect, test } from 'vitest'
import { failure, success } from '../contracts/outcome.ts'
import type { PersonalContext } from './context.ts'
import { historyOf } from './history.ts'

const viewer = { account: 'a7', profile: 7, passport: '' }
const history = { version: 3, kind: 'adult', country: 'NL', ratings: [{ title: 1, stars: 4, at: 1 }], viewings: [], myList: [] } as const

function contextOver(answer: unknown) {
  let asked = 0
  const members = {
    history: async () => {
      asked++
      return answer
    },
  }
  return { context: { origins: { members }, memory: new Map() } as unknown as PersonalContext, asked: () => asked }
}

test('a history is asked for once, and nothing from before a reset goes on to who ranks by it', async () => {
  const before = { viewings: [{ title: 9, positionSeconds: 1, at: 1 }], myList: [8] }
  const { context, asked } = contextOver(success({ ...history, before }))
  expect(await historyOf(viewer, context)).toEqual(success(history))
  expect(await historyOf(viewer, context)).toEqual(success(history))
  expect(asked()).toBe(1)
})

test('a failure stays one', async () => {
  const down = failure('threw', 'members', 'history', 'down')
  expect(await historyOf(viewer, contextOver(down).context)).toEqual(down)
})

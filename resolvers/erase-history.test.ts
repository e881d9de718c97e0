import { describe, expect, test } from 'vitest'
import { failure, success } from '../contracts/outcome.ts'
import { Failure, type Mutated } from '../graph/index.ts'
import type { PersonalContext } from './context.ts'
import { deleteHistory, resetTaste } from './erase-history.ts'

const viewer = { account: 'a7', profile: 7, passport: '' }
type Step = 'announce' | 'erase' | 'forget' | 'extent'

/** A member's context over origins that note what they are asked, and fail at one step. */
function makeContext(failing?: Step, who: PersonalContext['viewer'] = viewer) {
  const steps: string[] = []
  const degraded: string[] = []
  const step = (name: Step, origin: string, said: string, value: unknown) => async () => {
    if (name !== 'extent') steps.push(said)
    return name === failing ? failure('threw', origin, said, 'down') : success(value)
  }
  const members = {
    resetTaste: step('erase', 'members', 'reset', { version: 2 }),
    deleteHistory: step('erase', 'members', 'delete', { version: 2 }),
  }
  const recommendations = {
    expectErasure: step('announce', 'recommendations', 'announce', null),
    forget: step('forget', 'recommendations', 'forget', null),
  }
  const catalog = { extent: step('extent', 'catalog', 'extent', { from: 1, to: 9 }) }
  const context = {
    ...{ viewer: who, idempotencyKey: 'k', deviceClass: 'tv', publicOrigin: '', memory: new Map() },
    origins: { members, recommendations, catalog },
    degraded: (name: string) => degraded.push(name),
  }
  return { context: context as unknown as PersonalContext, steps, degraded }
}

describe.each([
  { name: 'a reset', run: resetTaste, does: 'reset' },
  { name: 'a deletion', run: deleteHistory, does: 'delete' },
])('$name', ({ run, does }) => {
  test('is announced, done and told, in this order', async () => {
    const { context, steps, degraded } = makeContext()
    expect(await run({}, context)).toMatchObject({ value: 7 })
    expect([steps, degraded]).toEqual([['announce', does, 'forget'], []])
  })

  test('that cannot be announced is not done', async () => {
    const { context, steps } = makeContext('announce')
    expect(await run({}, context)).toBeInstanceOf(Failure)
    expect(steps).toEqual(['announce'])
  })

  test('that fails is told to the device, and forgets nothing', async () => {
    const { context, steps } = makeContext('erase')
    expect(await run({}, context)).toMatchObject({ code: 'ORIGIN_UNAVAILABLE' })
    expect(steps).toEqual(['announce', does])
  })

  test('that was done and not told is done: what is late is named', async () => {
    const { context, degraded } = makeContext('forget')
    expect(await run({}, context)).toMatchObject({ value: 7 })
    expect(degraded).toEqual(['recommendations'])
  })

  test('is done where nobody knows how many films there are; pages are fetched again all the same', async () => {
    const { context } = makeContext('extent')
    const { changed } = (await run({}, context)) as Mutated
    expect(changed?.slice(0, 3)).toEqual([{ root: 'home' }, { root: 'homes' }, { root: 'rows' }])
  })

  test('of nobody is refused before anything is asked', async () => {
    const { context, steps } = makeContext(undefined, null)
    expect(await run({}, context)).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(steps).toEqual([])
  })
})

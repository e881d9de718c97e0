import { beforeAll, expect, test } from 'vitest'
import type { CompiledFilter } from './sandbox-code.ts'
import type { StageVerdict } from './stage-call.ts'
import { type Attack, attacks } from './test/attacks.ts'
import { callOf, compiled, filterOf, loadedOf, uncompiled } from './test/filter-world.ts'

/** What a neighbour finds of the world, told as an attribute: it tells the same, whoever ran beside it. */
const witness = filterOf(
  `const found = {
    polluted: [({}).x, [].x, ''.x, (() => 0).x, (0).x, defineFilter.x, globalThis.x, Object.x].filter((one) => one !== undefined).length,
    keys: Object.keys(Object.prototype).length,
    intact: [1, 2, 3].map((one) => one * 2).filter((one) => one > 2).join() + JSON.stringify({ a: [1] }) + 'abc'.replace(/b/, 'x') + [...new Set([1, 1])].length,
    own: notes.length, regexp: String(RegExp.lastMatch) + String(RegExp.$1),
    now: Date.now(), random: Math.random(), lab: request.headers['x-lab'], device: device.id, frozen: Object.isFrozen(request) && Object.isFrozen(request.headers),
  }
  return [{ setAttribute: ['found', JSON.stringify(found)] }]`,
  { top: 'const notes = []' },
)

let neighbour: CompiledFilter
let untouched: StageVerdict | undefined
beforeAll(async () => {
  neighbour = await compiled('neighbour', witness)
  const alone = await loadedOf(neighbour)
  untouched = (await alone.run(callOf(['neighbour'])))[0]
})

test('the neighbour tells of a world that nobody touched', () => {
  expect(untouched?.actions).toEqual([{ setAttribute: ['found', expect.stringContaining('"polluted":0')] }])
})

test.each<Attack>(attacks)('$name is contained: $comes', async ({ source, language = 'javascript', past = false, comes }) => {
  let attacker = past ? uncompiled('attacker', source) : undefined
  try {
    attacker ??= await compiled('attacker', source, language)
  } catch (refusal) {
    expect(String(refusal)).toContain(comes)
    return
  }
  const loaded = await loadedOf(neighbour, attacker, { ...neighbour, name: 'last' })
  // First alone, then after whom it could have harmed, then before.
  await loaded.run(callOf(['attacker']))
  for (const names of [
    ['neighbour', 'attacker', 'last'],
    ['attacker', 'neighbour'],
  ]) {
    const verdicts = await loaded.run(callOf(names))
    const of = (name: string) => verdicts.find((verdict) => verdict.name === name)
    const attack = of('attacker')
    expect(attack?.error === undefined ? JSON.stringify(attack?.actions) : `${attack.error.kind}: ${attack.error.message}`).toContain(comes)
    expect(of('neighbour')).toEqual(untouched)
    if (names.includes('last')) expect(of('last')?.actions).toHaveLength(1)
  }
  expect(await loaded.run(callOf(['neighbour']))).toEqual([untouched])
})

test('the corpus is as large as it is meant to be', () => {
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length)
  expect(attacks.length).toBeGreaterThanOrEqual(30)
})

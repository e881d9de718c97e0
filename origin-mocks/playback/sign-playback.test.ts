import { expect, test } from 'vitest'
import { importPlayKey } from './play-path.ts'
import { expiryStepSeconds, holdsSeconds, signPlayback } from './sign-playback.ts'

const now = Date.UTC(2026, 9, 1, 12, 3, 20)
const key = await importPlayKey('a secret of the tests, long enough to sign')

test('an address holds six hours, less up to one step', async () => {
  const [record] = await signPlayback(key, [7], 3, 'https://host', now)
  expect(record?.expiresAt).toBe('2026-10-01T18:00:00.000Z')
  for (let second = 0; second < 2 * expiryStepSeconds; second += 7) {
    const at = now + second * 1000
    const [signed] = await signPlayback(key, [7], 3, 'https://host', at)
    const seconds = (Date.parse(signed?.expiresAt ?? '') - at) / 1000
    expect(seconds).toBeLessThanOrEqual(holdsSeconds)
    expect(seconds).toBeGreaterThan(holdsSeconds - expiryStepSeconds)
  }
})

test('asking again within one step gives the same addresses', async () => {
  expect(await signPlayback(key, [7, 8], 3, 'https://host', now + 60_000)).toEqual(await signPlayback(key, [7, 8], 3, 'https://host', now))
})

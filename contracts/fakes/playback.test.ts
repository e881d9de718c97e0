import { playbackContract } from '../playback.contract.ts'
import { createFakePlayback } from './playback.ts'
import { withPassport } from './test-passports.ts'

playbackContract('the fake', async () => {
  let now = Date.UTC(2026, 9, 1)
  const playback = createFakePlayback(() => now)
  return {
    playback,
    now: () => now,
    async get(url) {
      const outcome = playback.open(url)
      return outcome === 'played' ? { status: 200, code: null } : { status: 403, code: outcome }
    },
    async expired(title, profile) {
      const [record] = await playback.sign([title], await withPassport({ account: 'a', profile }), 'https://marquee.example')
      now += 2 * 3_600_000
      return record?.dashUrl ?? ''
    },
  }
})

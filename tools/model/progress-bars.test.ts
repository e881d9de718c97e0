import { expect, test } from 'vitest'
import { createBars } from './progress-bars.ts'

function screen(live: boolean) {
  const written: string[] = []
  const clock = { now: 0 }
  return { written, clock, bars: createBars({ live, write: (text) => written.push(text), now: () => clock.now }) }
}

test('in a terminal all bars are drawn again in their place', () => {
  const { written, clock, bars } = screen(true)
  const bias = bars.add('bias')
  bars.add('ease')
  bias.tell(0, 4)
  clock.now = 2000
  bias.tell(1, 4)
  expect(written.at(-1)).toBe(
    `\u001b[2A\u001b[2Kbias             ${'█'.repeat(8)}${'░'.repeat(24)} 25 %, 2 s\n\u001b[2Kease             ${'░'.repeat(32)} waits\n`,
  )
  clock.now = 3500
  bias.finish('done')
  expect(written.at(-1)).toContain(`${'█'.repeat(32)} done in 3.5 s`)
})

test('elsewhere a line comes when something is done, and every ten seconds between', () => {
  const { written, clock, bars } = screen(false)
  const bias = bars.add('bias')
  for (clock.now = 0; clock.now < 25_000; clock.now += 100) bias.tell(clock.now, 25_000)
  bias.finish('done')
  bars.add('ease').finish('kept')
  expect(written).toEqual(['bias: 40 %, 10 s\n', 'bias: 80 %, 20 s\n', 'bias: done in 25.0 s\n', 'ease: kept from before\n'])
})

test('more than all is all, and of nothing to do nothing is done', () => {
  const { written, bars } = screen(true)
  bars.add('bias').tell(9, 4)
  expect(written.at(-1)).toContain('100 %')
  bars.add('ease').tell(0, 0)
  expect(written.at(-1)).toContain('0 %')
})

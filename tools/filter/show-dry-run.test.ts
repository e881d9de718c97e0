import { expect, test } from 'vitest'
import { showDryRun } from './show-dry-run.ts'

test('a dry run is told in lines', () => {
  const dryRun = {
    ...{ requests: 120, matched: 40, acted: 12, changed: 12, failed: 0 },
    actions: { before: { setAttribute: 4 }, after: { respond: 12, setAttribute: 4 } },
    sizeBytes: { before: 100, after: 912 },
    micros: { before: { p50: 40, p95: 900 }, after: { p50: 80, p95: 1_000 } },
    samples: [{ trace: 'abc', before: [], after: [{ respond: { status: 403 } }] }],
    since: 'what is told besides is not in the way',
  }
  expect(showDryRun(dryRun)).toEqual([
    'Tried on 120 recent requests: 40 matched, 12 acted, 12 changed, 0 failed.',
    '  actions setAttribute 4 → 4, respond 0 → 12',
    '  size    100 bytes → 912 bytes',
    '  time    half within 40 µs, 95 % within 900 µs → half within 80 µs, 95 % within 1000 µs',
    '  some that it would change:',
    '    abc',
    '      was []',
    '      now [{"respond":{"status":403}}]',
  ])
})

test.each([
  { name: 'nothing to try it on', dryRun: { requests: 0 }, lines: ['There was no recent request to try it on.'] },
  {
    name: 'the time of the draft alone',
    dryRun: { requests: 1, micros: { p50: 1, p95: 2 } },
    lines: ['Tried on 1 recent request.', '  time    half within 1 µs, 95 % within 2 µs'],
  },
  {
    name: 'no time of what is not there',
    dryRun: { requests: 1, micros: { before: { p50: 0, p95: 0 }, after: { p50: 1, p95: 2 } } },
    lines: ['Tried on 1 recent request.', '  time    half within 1 µs, 95 % within 2 µs'],
  },
  { name: 'no dry run', dryRun: undefined, lines: [] },
  { name: 'one in another shape', dryRun: { requests: 'many', samples: 7 }, lines: [] },
])('told as far as it goes: $name', ({ dryRun, lines }) => expect(showDryRun(dryRun)).toEqual(lines))

test('a long sample is cut', () => {
  const lines = showDryRun({ requests: 1, samples: [{ trace: 'a', before: 'x'.repeat(1_000), after: undefined }] })
  expect(lines.at(-2)).toHaveLength(160 + '      was '.length)
  expect(lines.at(-1)).toBe('      now nothing')
})

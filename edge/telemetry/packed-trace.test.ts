import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FilterVerdict } from './filter-verdict.ts'
import { packTrace, unpackTrace } from './packed-trace.ts'
import { traceRecord } from './test/trace-record.ts'

const token = fc.stringMatching(/^[a-z0-9!#$%&'*+.^_`|~-]{1,12}$/)
const verdict = fc.record(
  {
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    verdict: fc.constantFrom('passed', 'responded', 'refused', 'failed', 'skipped'),
    reason: fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ';', 'a;b\nc', '\n', '"', 'null'))),
    micros: fc.nat(),
    actions: fc.array(
      token.map((name) => `set ${name}`),
      { maxLength: 3 },
    ),
    revision: fc.stringMatching(/^[0-9a-f]{16}$/),
  },
  { requiredKeys: ['name', 'verdict', 'reason', 'micros', 'actions'] },
)

test('what was packed is unpacked to the same, whatever names and reasons hold', () => {
  fc.assert(
    fc.property(fc.array(verdict as fc.Arbitrary<FilterVerdict>), fc.string({ unit: 'binary' }), (filters, userAgent) => {
      const record = traceRecord({ filters, headers: { 'user-agent': userAgent }, plan: ['Query', '  home'] })
      expect(unpackTrace(packTrace(record))).toEqual(record)
    }),
  )
})

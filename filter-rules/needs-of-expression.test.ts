import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgementOf, pathOf, type RuleInput } from './judgement.ts'
import { needsOfExpression } from './needs-of-expression.ts'
import { parseExpression } from './parse-expression.ts'
import type { Need, NeedField, RuleNeeds } from './rule-needs.ts'
import { expressions, inputs } from './test/expressions.ts'
import { judged } from './test/judged.ts'

const needs = (expression: string): RuleNeeds => needsOfExpression(parseExpression(expression, 'inbound'))
const one = (exact: readonly string[], prefixes: readonly string[] = [], absent = false): Need => ({ exact, prefixes, absent })

test.each<[string, [NeedField, Need][]]>([
  ['request.path == "/x" && true', [['path', one(['/x'])]]],
  ['"/x" == request.path', [['path', one(['/x'])]]],
  ['request.path.startsWith("/play/")', [['path', one([], ['/play/'])]]],
  [
    'device.class in ["tv", "box"] && device.country == "NL"',
    [
      ['device.class', one(['tv', 'box'])],
      ['device.country', one(['NL'])],
    ],
  ],
  ['device.country == null', [['device.country', one([], [], true)]]],
  ['device.model.startsWith("AFT")', [['device.model', one([], ['AFT'], true)]]],
  ['request.headers["x-lab"] == "on"', [['header x-lab', one(['on'], [], true)]]],
  ['"x-lab" in request.headers && request.headers["x-lab"] == "on"', [['header x-lab', one(['on'])]]],
  ['has(request.headers.accept)', [['header accept', one([], [''])]]],
  ['request.path == "/a" || request.path.startsWith("/b")', [['path', one(['/a'], ['/b'])]]],
  ['request.path == "/a" || device.class == "tv"', []],
  [
    '(request.path == "/a" && device.class == "tv") || (device.class == "box" && request.method == "GET")',
    [['device.class', one(['tv', 'box'])]],
  ],
  ['["/a", "/b"].exists(p, request.path.startsWith(p))', [['path', one([], ['/a', '/b'])]]],
  ['["/a", "/b"].exists_one(p, request.path == p)', [['path', one(['/a', '/b'])]]],
  ['["/a", "/b"].all(p, request.path == p)', []],
  ['!(request.path == "/x")', []],
  ['request.path != "/x"', []],
  ['device.profile == 7', []],
])('%s', (expression, expected) => {
  expect([...needs(expression)]).toEqual(expected)
})

test('where a need of any expression is not met, the expression is false', () => {
  let unmet = 0
  fc.assert(
    fc.property(expressions, inputs, (expression, input) => {
      const isMet = [...needs(expression)].every(([field, need]) => meets(readField(field, input), need))
      if (!isMet) unmet++
      expect([expression, isMet || judged(expression, input)]).toEqual([expression, isMet])
    }),
    { numRuns: 1_500 },
  )
  expect(unmet).toBeGreaterThan(150)
})

function readField(field: NeedField, input: RuleInput): string | null {
  const { request, device } = input
  switch (field) {
    case 'method':
      return request.method
    case 'path':
      return pathOf(judgementOf(input))
    case 'device.id':
      return device.id
    case 'device.class':
      return device.class
    case 'device.model':
      return device.model
    case 'device.country':
      return device.country
    default:
      return request.headers[field.slice('header '.length)] ?? null
  }
}

const meets = (value: string | null, { exact, prefixes, absent }: Need): boolean =>
  value === null ? absent : exact.includes(value) || prefixes.some((prefix) => value.startsWith(prefix))

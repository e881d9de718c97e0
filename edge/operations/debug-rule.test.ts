import { describe, expect, test } from 'vitest'
import { readRule } from './debug-rule.ts'

const good = { when: { path: '/graphql' }, minutes: 15, reason: 'ticket 12' }

test.each([
  { method: ['GET', 'POST'] },
  { path: '/play/*' },
  { device: { class: ['tv'] } },
  { device: { id: ['tv-1'] } },
  { country: ['NL'] },
  { header: { 'x-lab': 'on' } },
  { share: 0.5 },
])('a rule for %j is read', (when) => {
  expect(readRule({ ...good, when })).toEqual({ ...good, when })
})

describe('is refused, by the field that is not as it should be:', () => {
  test.each([
    ['body', null],
    ['when', []],
    ['when', { minutes: 15, reason: 'x' }],
    ['when', { ...good, when: {} }],
    ['when.colour', { ...good, when: { colour: 'red' } }],
    ['when.method', { ...good, when: { method: [] } }],
    ['when.method.0', { ...good, when: { method: ['get'] } }],
    ['when.path', { ...good, when: { path: 'graphql' } }],
    ['when.device.model', { ...good, when: { device: { model: 'x' } } }],
    ['when.country.0', { ...good, when: { country: ['nl'] } }],
    ['when.header.authorization', { ...good, when: { header: { authorization: 'Bearer x' } } }],
    ['when.header.cookie', { ...good, when: { header: { cookie: 'x' } } }],
    ['when.share', { ...good, when: { share: 1.5 } }],
    ['minutes', { ...good, minutes: 0 }],
    ['minutes', { ...good, minutes: 24 * 60 + 1 }],
    ['minutes', { ...good, minutes: 1.5 }],
    ['reason', { ...good, reason: '  ' }],
    ['reason', { ...good, reason: 'x'.repeat(501) }],
    ['until', { ...good, until: 1 }],
  ])('%s', (position, body) => {
    expect(readRule(body)).toBe(position)
  })

  test('but 24 hours are not too long', () => {
    expect(readRule({ ...good, minutes: 24 * 60 })).toMatchObject({ minutes: 1_440 })
  })
})

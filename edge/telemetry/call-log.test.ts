import { expect, test } from 'vitest'
import { closeCall, createCallLog, describeCalls, openCall, reportInner } from './call-log.ts'

test('calls that start before any has come back are of one level; those after are of the next', () => {
  const log = createCallLog()
  const page = openCall(log, 'recommendations', 'page')
  const profile = openCall(log, 'members', 'profile')
  closeCall(log, page, 1.5, 'ok')
  const titles = openCall(log, 'catalog', 'titles')
  closeCall(log, profile, 0.25, 'timed-out')
  closeCall(log, titles, 2, 'ok')
  openCall(log, 'members', 'marks')
  expect(log.records.map(({ method, level, micros, outcome }) => [method, level, micros, outcome])).toEqual([
    ['page', 1, 1_500, 'ok'],
    ['profile', 1, 250, 'timed-out'],
    ['titles', 2, 2_000, 'ok'],
    ['marks', 3, 0, 'pending'],
  ])
})

test('calls that an origin made itself stand at the level of the call they belong to', () => {
  const log = createCallLog()
  const page = openCall(log, 'recommendations', 'page')
  closeCall(log, page, 1, 'ok')
  reportInner(log, page, [{ origin: 'ranking', method: 'page', micros: 700 }])
  expect(describeCalls(log)).toBe('recommendations.page/1, recommendations.page>ranking.page/1')
})

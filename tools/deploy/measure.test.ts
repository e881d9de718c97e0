import { expect, test } from 'vitest'
import { bundleSize, startupTime } from './measure.ts'

test('the size of a bundle is read from what wrangler prints', () => {
  expect(bundleSize('Total Upload: 364.20 KiB / gzip: 104.02 KiB\nBinding  Resource')).toEqual({ raw: '364.20 KiB', gzip: '104.02 KiB' })
  expect(bundleSize('something else')).toEqual({ raw: 'unknown', gzip: 'unknown' })
})

test('start-up is the active time of the profile', () => {
  expect(startupTime('│   Profile window: 20.1 ms\n│   Active: 4.5 ms (including 0.0 ms garbage collection)')).toBe(
    '4.5 ms active in a window of 20.1 ms',
  )
  expect(startupTime('')).toBe('unknown')
})

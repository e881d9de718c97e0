import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOfMember } from './share-of-member.ts'

const model = fc.stringMatching(/^[0-9a-f]{12}$/)

test('a member stands at one place from 0 to below 1', () => {
  fc.assert(
    fc.property(model, fc.string(), (id, member) => {
      const share = shareOfMember(id, member)
      expect(share).toBe(shareOfMember(id, member))
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThan(1)
    }),
  )
})

test('a share of members is about as large as it says, for members by number too', () => {
  fc.assert(
    fc.property(model, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (id, share) => {
      const members = 5_000
      const inside = Array.from({ length: members }, (_, at) => shareOfMember(id, `p${at + 1}`)).filter((place) => place < share).length
      // Five standard errors.
      expect(Math.abs(inside / members - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / members))
    }),
    { numRuns: 30 },
  )
})

test('other members try another model', () => {
  const half = (id: string) =>
    new Set(Array.from({ length: 1_000 }, (_, at) => `p${at}`).filter((member) => shareOfMember(id, member) < 0.5))
  const [one, other] = [half('0123456789ab'), half('ba9876543210')]
  const both = [...one].filter((member) => other.has(member)).length
  expect(both).toBeGreaterThan(150)
  expect(both).toBeLessThan(350)
})

import { describe, expect, test } from 'vitest'
import { suitsChildren } from '../../../contracts/maturity.ts'
import { demoProfileCount } from '../../../contracts/members.ts'
import { membersQuestions } from '../../../contracts/members-questions.ts'
import { generateMembers } from './generate-members.ts'
import { generateTastes } from './generate-tastes.ts'
import { syntheticCatalog } from './synthetic-catalog.ts'

const now = Date.UTC(2026, 0, 15)
const day = 24 * 60 * 60 * 1000
const catalog = syntheticCatalog(1_500)
const members = generateMembers(catalog, 7, now)
const tastes = generateTastes(catalog, 7)

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const genresOf = (title: number) => catalog.genres[title - 1] ?? []

describe('the demo members', () => {
  test('the same catalog, seed and time give the same members; another seed gives others', () => {
    expect(generateMembers(catalog, 7, now)).toEqual(members)
    expect(generateMembers(catalog, 8, now)).not.toEqual(members)
  })

  test('another time moves all timestamps and nothing else', () => {
    const later = generateMembers(catalog, 7, now + day)
    expect(later.map(({ myList }) => myList)).toEqual(members.map(({ myList }) => myList))
    expect(later[3]?.viewings[0]?.at).toBe((members[3]?.viewings[0]?.at ?? 0) + day)
  })

  test('are numbered from 1, the first twenty adults in households of their own, the others with them', () => {
    expect(members.map(({ profile }) => profile.id)).toEqual(Array.from({ length: demoProfileCount }, (_, index) => index + 1))
    const heads = members.slice(0, 20).map(({ profile }) => profile)
    expect(heads.every(({ kind }) => kind === 'adult')).toBe(true)
    expect(new Set(heads.map(({ account }) => account)).size).toBe(20)
    for (const { profile } of members) {
      expect(heads.find(({ account }) => account === profile.account)).toMatchObject({ country: profile.country })
    }
    expect(members.filter(({ profile }) => profile.kind === 'child').length).toBeGreaterThan(5)
    expect(new Set(members.map(({ profile }) => profile.name)).size).toBe(demoProfileCount)
  })

  test('are good seeds', () => {
    expect(membersQuestions.seed([members])).toBeUndefined()
  })

  test('rated 20 to 120 films in halves of stars, viewed 10 to 60 and listed up to 15 they have not seen', () => {
    for (const { ratings, viewings, myList } of members) {
      expect(ratings.length).toBeGreaterThanOrEqual(20)
      expect(ratings.length).toBeLessThanOrEqual(120)
      expect(viewings.length).toBeGreaterThanOrEqual(10)
      expect(viewings.length).toBeLessThanOrEqual(60)
      expect(myList.length).toBeLessThanOrEqual(15)
      expect(ratings.every(({ stars }) => Number.isInteger(stars * 2) && stars >= 0.5 && stars <= 5)).toBe(true)
      const seen = new Set([...ratings, ...viewings].map(({ title }) => title))
      expect(myList.some((title) => seen.has(title))).toBe(false)
    }
  })

  test('did so in the year before now, newest first', () => {
    for (const { ratings, viewings } of members) {
      for (const items of [ratings, viewings]) {
        const times = items.map(({ at }) => at)
        expect(times).toEqual([...times].sort((one, other) => other - one))
        expect(times.every((at) => Number.isInteger(at) && at < now && at >= now - 365 * day)).toBe(true)
      }
    }
  })

  test('stopped within the film; the last one is unfinished, and most are not', () => {
    const shares = members.map(({ viewings }) =>
      viewings.map(({ title, positionSeconds }) => positionSeconds / ((catalog.runtimeMinutes[title - 1] ?? 100) * 60)),
    )
    expect(shares.flat().every((share) => share > 0 && share <= 1)).toBe(true)
    expect(shares.every(([last]) => last !== undefined && last < 0.9)).toBe(true)
    const unfinished = shares.flat().filter((share) => share < 0.9).length / shares.flat().length
    expect(unfinished).toBeGreaterThan(0.15)
    expect(unfinished).toBeLessThan(0.4)
  })

  test('children have rated, viewed and listed only what suits them', () => {
    for (const { profile, ratings, viewings, myList } of members) {
      if (profile.kind !== 'child') continue
      const titles = [...[...ratings, ...viewings].map(({ title }) => title), ...myList]
      expect(titles.filter((title) => !suitsChildren(catalog.maturity[title - 1] ?? null))).toEqual([])
    }
  })

  test('a catalog that is small or empty gives small or empty histories, never an error', () => {
    const few = generateMembers(syntheticCatalog(12), 7, now)
    expect(membersQuestions.seed([few])).toBeUndefined()
    expect(generateMembers(syntheticCatalog(0), 7, now).every(({ ratings }) => ratings.length === 0)).toBe(true)
  })
})

describe('their tastes', () => {
  test('no two are the same', () => {
    const vectors = tastes.map(({ genres, decades, quality }) => JSON.stringify([[...genres], [...decades], quality]))
    expect(new Set(vectors).size).toBe(demoProfileCount)
    expect(new Set(tastes.map(({ favourites }) => favourites.join())).size).toBeGreaterThan(30)
  })

  test('each rates films of favourite genres above the others', () => {
    for (const [index, { ratings }] of members.entries()) {
      const favourites = tastes[index]?.favourites ?? []
      const isFavourite = ({ title }: { title: number }) => genresOf(title).some((genre) => favourites.includes(genre))
      const liked = ratings.filter(isFavourite).map(({ stars }) => stars)
      const rest = ratings.filter((rating) => !isFavourite(rating)).map(({ stars }) => stars)
      expect(liked.length).toBeGreaterThan(3)
      expect(rest.length).toBeGreaterThan(3)
      expect(mean(liked)).toBeGreaterThan(mean(rest) + 0.3)
    }
  })

  test('ratings use the whole scale and are not all alike', () => {
    const stars = members.flatMap(({ ratings }) => ratings.map((rating) => rating.stars))
    expect(mean(stars)).toBeGreaterThan(2.8)
    expect(mean(stars)).toBeLessThan(4.2)
    expect(new Set(stars).size).toBe(10)
  })
})

import type { CatalogFeatures } from '../catalog.ts'
import { suitsChildren } from '../maturity.ts'
import type { MemberSeed, Viewer } from '../members.ts'

/** Who is in the sample: an adult and a child with a history, an adult without one, and two more with one, who will lose it. For origins that ask for no passport. */
export const sampleViewers = {
  adult: { account: 'a-sample', profile: 7, passport: '' },
  child: { account: 'a-sample', profile: 8, passport: '' },
  fresh: { account: 'a-fresh', profile: 9, passport: '' },
  resetTaste: { account: 'a-sample', profile: 10, passport: '' },
  deleteHistory: { account: 'a-sample', profile: 11, passport: '' },
} as const satisfies Record<string, Viewer>

/** Made-up members over a catalog: ratings, finished and unfinished viewings and a list. All events are from January 2026. */
export function sampleMembers(features: CatalogFeatures): MemberSeed[] {
  const start = Date.UTC(2026, 0, 1)
  const forChildren = features.ids.filter((_, index) => suitsChildren(features.maturity[index] ?? null))
  const history = (titles: readonly number[]) => ({
    ratings: titles.slice(0, 12).map((title, index) => ({ title, stars: 1 + (index % 9) / 2, at: start + index * 3_600_000 })),
    viewings: titles
      .slice(8, 20)
      .map((title, index) => ({ title, positionSeconds: index % 2 === 0 ? 20_000 : 900, at: start + index * 7_200_000 })),
    myList: titles.slice(20, 26),
  })
  const profile = (viewer: Viewer, name: string, kind: 'adult' | 'child') => ({
    id: viewer.profile,
    account: viewer.account,
    name,
    kind,
    country: 'NL',
  })
  return [
    { profile: profile(sampleViewers.adult, 'Noor', 'adult'), ...history(features.ids.slice(0, 60)) },
    { profile: profile(sampleViewers.child, 'Pim', 'child'), ...history(forChildren.slice(0, 60)) },
    { profile: profile(sampleViewers.resetTaste, 'Bo', 'adult'), ...history(features.ids.slice(0, 60)) },
    { profile: profile(sampleViewers.deleteHistory, 'Cas', 'adult'), ...history(features.ids.slice(0, 60)) },
    { profile: profile(sampleViewers.fresh, 'Ada', 'adult'), ratings: [], viewings: [], myList: [] },
  ]
}

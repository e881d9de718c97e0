import type { ProfileRecord } from '../../../contracts/members.ts'

type Kind = ProfileRecord['kind']

/** Profiles 1 to 20: an adult in each household, and where it lives. */
const heads: readonly (readonly [name: string, country: string])[] = [
  ['Noor', 'NL'],
  ['Grace', 'US'],
  ['Rafael', 'BR'],
  ['Haruka', 'JP'],
  ['Jonas', 'DE'],
  ['Priya', 'IN'],
  ['Camille', 'FR'],
  ['Oliver', 'GB'],
  ['Lucía', 'MX'],
  ['Chidi', 'NG'],
  ['Min-jun', 'KR'],
  ['Astrid', 'SE'],
  ['Carmen', 'ES'],
  ['Matteo', 'IT'],
  ['Emma', 'CA'],
  ['Jack', 'AU'],
  ['Zofia', 'PL'],
  ['Emre', 'TR'],
  ['Thandi', 'ZA'],
  ['Martín', 'AR'],
]

/** Profiles 21 to 50: who lives with them. Some households are one person alone. */
const others: readonly (readonly [household: number, name: string, kind: Kind])[] = [
  [1, 'Daan', 'adult'],
  [1, 'Sophie', 'child'],
  [1, 'Bram', 'child'],
  [2, 'Marcus', 'adult'],
  [2, 'Ella', 'child'],
  [3, 'Beatriz', 'adult'],
  [3, 'Davi', 'child'],
  [4, 'Kenji', 'adult'],
  [4, 'Yui', 'child'],
  [5, 'Lena', 'adult'],
  [6, 'Arjun', 'adult'],
  [6, 'Anaya', 'child'],
  [6, 'Sunita', 'adult'],
  [7, 'Théo', 'adult'],
  [8, 'Amelia', 'adult'],
  [8, 'Alfie', 'child'],
  [9, 'Diego', 'adult'],
  [9, 'Ximena', 'child'],
  [10, 'Ngozi', 'adult'],
  [10, 'Emeka', 'child'],
  [11, 'Seo-yeon', 'adult'],
  [12, 'Nils', 'adult'],
  [12, 'Maja', 'child'],
  [14, 'Giulia', 'adult'],
  [15, 'Liam', 'adult'],
  [15, 'Zoé', 'child'],
  [17, 'Piotr', 'adult'],
  [18, 'Elif', 'adult'],
  [19, 'Sipho', 'child'],
  [20, 'Valentina', 'adult'],
]

/** The demo profiles, by number. */
export const cast: readonly ProfileRecord[] = [
  ...heads.map(([name, country], index) => recordOf(index + 1, index + 1, name, 'adult', country)),
  ...others.map(([household, name, kind], index) => {
    const country = heads[household - 1]?.[1]
    if (country === undefined) throw new RangeError(`Cannot place ${name}: a household of the heads is needed, found ${household}`)
    return recordOf(heads.length + index + 1, household, name, kind, country)
  }),
]

function recordOf(id: number, household: number, name: string, kind: Kind, country: string): ProfileRecord {
  return { id, account: `household-${household}`, name, kind, country }
}

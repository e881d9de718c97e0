import { cases } from '../graph/case.ts'
import { type Loaders, makeHomepage, makeLoaders, makeTitles, type Size } from '../graph/homepage.ts'

/** The document that everybody is asked; how large the page is to be, variables say. */
export const query =
  'query Home($rows: Int!, $columns: Int!) { home { rows(limit: $rows) { titles(limit: $columns) { id name year rating boxart } } } }'

/** By this id whoever knows the document is asked. */
export const documentId = 'a'.repeat(64)

/** The cases of this benchmark, by name. */
export const sizes: ReadonlyMap<string, Size> = new Map(
  cases.filter(({ curlyQuote }) => !curlyQuote).map(({ name, rows, columns }) => [name, { rows, columns }]),
)

/** Pages there are: answers take turns over them, so that no two in a row are for the same member. */
export const profiles = 32

/** Names the member whose page is wanted, where nobody has signed in. */
export const profileHeader = 'x-profile'

const pages: Loaders[] = []

/** The page of a profile from 1 on, over the one catalog that all share. Made when it is first asked for, which warming up does. */
export function pageOf(profile: number): Loaders {
  return (pages[profile] ??= makeLoaders(makeHomepage(profile, 42, catalog())))
}

let titles: ReturnType<typeof makeTitles> | undefined
const catalog = () => (titles ??= makeTitles())

export function pageFor(request: Request): Loaders {
  return pageOf(Number(request.headers.get(profileHeader) ?? 1))
}

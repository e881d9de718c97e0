import { choosePage, type PageOptions } from '../../../models/page/choose-page.ts'
import { tasteOf } from '../../../models/page/coverage.ts'
import { usualLooks } from '../../../models/page/looks.ts'
import { createRowGains } from '../../../models/page/row-gains.ts'
import type { CandidateRow } from './candidate-rows.ts'
import type { PageCatalog, TitleGroup } from './page-catalog.ts'

/** What a builder knows of one member. All have the same candidates and chances. */
export interface PageCase {
  readonly rows: readonly CandidateRow[]
  /** Of being liked, by item. */
  readonly chance: Float32Array
  readonly liked: Uint32Array
}

/** The rows of a page as it is shown, from the top. */
export type BuiltPage = readonly CandidateRow[]

/** Who builds pages, from a rule to the homepage of Marquee. */
export const builders = ['template', 'independent', 'marquee'] as const
export type Builder = (typeof builders)[number]

/** What all pages are measured by. */
export const pageSize: PageOptions = { maxRows: 12, maxTitles: 10, minTitles: 4 }

/** Builds the page of one member. No title stands twice, whoever builds. */
export function buildPage(builder: Builder, catalog: PageCatalog, of: PageCase): BuiltPage {
  switch (builder) {
    case 'template':
      return fillTemplate('published', catalog, of)
    case 'independent':
      return fromTop(byOwnWorth(of))
    case 'marquee': {
      const offers = of.rows.map(({ titles }) => ({ titles, fixed: false, dedupe: true }))
      const taste = tasteOf(of.liked, catalog.genresOf)
      return choosePage(offers, of.chance, { ...pageSize, taste }).map(({ row, titles }) => ({ ...(of.rows[row] as CandidateRow), titles }))
    }
  }
}

/** Orders of rows that are the same for all members. What is missing or too short is left out, and the genres that are left stand in at the end. */
export const templates = {
  /**
   * The rule that Alvino and Basilico describe of Netflix before its pages were learnt ("Learning a personalized homepage", 2015; the order quoted from
   * memory): top picks, what is popular, then five genres that the member likes, and so on.
   */
  published: [
    ...['top picks', 'popular', 'genre 1', 'genre 2', 'genre 3', 'genre 4', 'genre 5'],
    ...['because 1', 'new', 'because 2', 'acclaimed', 'decade 1'],
  ],
  /** What is nobody's in particular at the places where Marquee's own homepage has it fixed, the member's own between. */
  places: [
    ...['top picks', 'because 1', 'genre 1', 'genre 2', 'new', 'because 2', 'genre 3'],
    ...['acclaimed', 'genre 4', 'decade 1', 'popular', 'genre 5'],
  ],
  /** The member's own first, and nothing else before it ends: the best of eleven orders on the validation members of seeds 1 and 2. */
  own: [
    ...['top picks', 'genre 1', 'genre 2', 'genre 3', 'genre 4', 'because 1', 'because 2'],
    ...['decade 1', 'decade 2', 'genre 5', 'popular', 'acclaimed', 'new'],
  ],
} as const satisfies Record<string, readonly string[]>
export type Template = keyof typeof templates
const substitutes = ['genre 6', 'genre 7', 'genre 8', 'genre 9', 'genre 10', 'decade 2', 'decade 3']

/** Fills a template with one member's rows. */
export function fillTemplate(template: Template, { genres, decades }: PageCatalog, { rows, liked }: PageCase): BuiltPage {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const [ownGenres, ownDecades] = [byShare(genres, liked), byShare(decades, liked)]
  const own = [...new Set([...templates[template], ...substitutes])].flatMap((name) => {
    const nth = Number(/\d+$/.exec(name)?.[0]) - 1
    const key = name.startsWith('genre') ? ownGenres[nth]?.key : name.startsWith('decade') ? ownDecades[nth]?.key : name
    return byKey.get(key ?? '') ?? []
  })
  return fromTop(own)
}

/** The groups of which a member likes most titles first. */
function byShare(groups: readonly TitleGroup[], liked: Uint32Array): readonly TitleGroup[] {
  const share = groups.map(({ has }) => liked.reduce((sum, item) => sum + (has[item] as number), 0))
  return [...groups.keys()]
    .sort((one, other) => (share[other] as number) - (share[one] as number) || one - other)
    .map((at) => groups[at] as TitleGroup)
}

/** All rows by what each would be worth if it stood alone on the page. */
function byOwnWorth({ rows, chance }: PageCase): readonly CandidateRow[] {
  const offers = rows.map(({ titles }) => ({ titles, fixed: false, dedupe: true }))
  const { columns } = usualLooks(pageSize.maxRows, pageSize.maxTitles)
  const gains = createRowGains(offers, chance, { runs: () => true, minTitles: pageSize.minTitles, columns }).all()
  const fit = [...rows.keys()].filter((row) => !Number.isNaN(gains[row]))
  return fit.sort((one, other) => (gains[other] as number) - (gains[one] as number) || one - other).map((row) => rows[row] as CandidateRow)
}

/** Fills rows from the top, each with what no row above shows, and leaves out those with too little left. */
function fromTop(rows: readonly CandidateRow[]): BuiltPage {
  const shown = new Set<number>()
  const page: CandidateRow[] = []
  for (const { titles, ...row } of rows) {
    if (page.length === pageSize.maxRows) break
    const left = titles.filter((item) => !shown.has(item)).subarray(0, pageSize.maxTitles)
    if (left.length < pageSize.minTitles) continue
    for (const item of left) shown.add(item)
    page.push({ ...row, titles: left })
  }
  return page
}

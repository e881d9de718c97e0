import { type Film, type Homepage, type Loaders, makeHomepage, makeLoaders, makeTitles, type Size } from './homepage.ts'

export const languages = ['falcor', 'graphql'] as const
export type Language = (typeof languages)[number]

/** What is asked for, and of which data. */
export interface Case extends Size {
  readonly name: string
  /** One title on every page has a curly quote in its name, which Latin-1 does not have. */
  readonly curlyQuote: boolean
}

export const cases: readonly Case[] = [
  { name: '1x1', rows: 1, columns: 1, curlyQuote: false },
  { name: '10x10', rows: 10, columns: 10, curlyQuote: false },
  { name: '40x25', rows: 40, columns: 25, curlyQuote: false },
  { name: '40x75', rows: 40, columns: 75, curlyQuote: false },
  { name: '40x75-quote', rows: 40, columns: 75, curlyQuote: true },
]

const profiles = 32
const quoted = 7

/** The loaders of each profile's page over one catalog. Answers take turns over them, so that no two in a row are for the same member. */
export function loadersOf({ curlyQuote }: Case): readonly Loaders[] {
  const titles = makeTitles()
  if (curlyQuote) titles.set(quoted, { ...(titles.get(quoted) as Film), name: 'A film with number 7’s name' })
  return Array.from({ length: profiles }, (_, profile) => {
    const page = makeHomepage(profile + 1, 42, titles)
    return makeLoaders(curlyQuote ? beginningWith(quoted, page) : page)
  })
}

/** The same page, the title put in the first place of its first row. */
function beginningWith(id: number, page: Homepage): Homepage {
  const rows = new Map(page.rows)
  const [first] = rows.values()
  if (first === undefined) return page
  const others = first.titles.filter((title) => title !== id)
  rows.set(first.id, { ...first, titles: [id, ...others].slice(0, first.titles.length) })
  return { ...page, rows }
}

/** The name of a task: the language and the case. */
export function taskOf(language: Language, { name }: Case): string {
  return `${language} ${name}`
}

/** The language and the case of a task. Throws for a name that is none. */
export function readTask(task: string): { readonly language: Language; readonly benchCase: Case } {
  for (const language of languages) {
    for (const benchCase of cases) if (taskOf(language, benchCase) === task) return { language, benchCase }
  }
  throw new RangeError(`Cannot prepare "${task}": not a language and a case`)
}

import { bareValue, envelopeOf, falcorGet, nodeAt } from './falcor-wire.ts'
import type { SignedIn } from './sign-in.ts'

export interface RowSeen {
  readonly id: string
  readonly kind: string
  readonly heading: string
  readonly titles: readonly number[]
}

/** A homepage as a device sees it at once: its id and its rows with the ids of their titles. */
export interface HomepageSeen {
  readonly id: string
  readonly rows: readonly RowSeen[]
}

const manyRows = 30
const manyTitles = 75

/** Reads the whole homepage of whoever asks. */
export async function readHomepage(who: SignedIn | null): Promise<HomepageSeen> {
  const rows = ['home', 'rows', { from: 0, to: manyRows - 1 }] as const
  const { jsonGraph } = envelopeOf(
    await falcorGet(
      [
        ['home', 'id'],
        ['home', 'rows', 'length'],
        [...rows, ['id', 'kind', 'heading']],
        [...rows, 'titles', 'length'],
        [...rows, 'titles', { from: 0, to: manyTitles - 1 }, 'id'],
      ],
      who,
    ),
  )
  const at = (...path: (string | number)[]) => bareValue(nodeAt(jsonGraph, ['home', ...path]))
  const count = Math.min(Number(at('rows', 'length')), manyRows)
  return {
    id: String(at('id')),
    rows: Array.from({ length: count }, (_, row) => ({
      id: String(at('rows', row, 'id')),
      kind: String(at('rows', row, 'kind')),
      heading: String(at('rows', row, 'heading')),
      titles: Array.from({ length: Math.min(Number(at('rows', row, 'titles', 'length')), manyTitles) }, (_, title) =>
        Number(at('rows', row, 'titles', title, 'id')),
      ),
    })),
  }
}

/** The titles of the first row of a kind; none where the page has no such row. */
export function titlesOf(page: HomepageSeen, kind: string): readonly number[] {
  return page.rows.find((row) => row.kind === kind)?.titles ?? []
}

/** The ids of the titles of one row, by the row's own id. */
export async function readRow(id: string, who: SignedIn | null): Promise<readonly number[]> {
  const { jsonGraph } = envelopeOf(await falcorGet([['rows', id, 'titles', [{ from: 0, to: manyTitles - 1 }, 'length'], 'id']], who))
  const titles: number[] = []
  for (let index = 0; index < manyTitles; index++) {
    const title = bareValue(nodeAt(jsonGraph, ['rows', id, 'titles', index, 'id']))
    if (typeof title === 'number') titles.push(title)
  }
  return titles
}

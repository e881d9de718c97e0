import type { History } from '../../contracts/members.ts'
import type { PageExplanation } from '../../contracts/page-explanation.ts'
import type { ExplainedPage, PageDemand } from '../../contracts/ranking.ts'
import type { Gathered } from './gather.ts'
import { formatPageId, type Owner } from './page-id.ts'
import { contentOf } from './page-records.ts'

/**
 * Explains the page that follows from what was gathered. It is not kept and handed to nobody, so that looking at a member's page changes nothing of
 * it. Throws where the ranker or the history cannot be had: then there is nothing to explain.
 */
export async function explainGathered(
  owner: Owner,
  { attempts, history, index, last, width, demandNow }: Gathered,
  explain: (demand: PageDemand) => Promise<ExplainedPage>,
): Promise<PageExplanation> {
  if (history === null) throw new Error('Cannot explain a page: its history cannot be had')
  const demand = await demandNow()
  const explained = await explain(demand)
  const { snapshot } = last
  const shown = (rows: readonly { readonly key: string; readonly titles: readonly number[] }[]) =>
    JSON.stringify(rows.map(({ key, titles }) => [key, titles]))
  return {
    profile: { kind: history.kind, country: history.country },
    device: { width: width.name, maxRows: demand.maxRows, maxTitles: demand.maxTitles },
    history: { version: history.version, counts: countsOf(history) },
    snapshot: snapshot && {
      id: formatPageId(owner, snapshot.number),
      at: snapshot.at,
      isSame: shown(snapshot.content.rows) === shown(contentOf(demand, explained.page, []).rows),
    },
    degraded: attempts.failed.toSorted(),
    rows: demand.rows.map(({ key, kind, heading, order }) => ({ key, kind, heading, order })),
    names: Object.fromEntries(
      explained.titles.map(({ title }) => [title, index?.features.names[index.positions.get(title) ?? -1] ?? `title ${title}`]),
    ),
    explained,
  }
}

function countsOf({ ratings, viewings, myList, picks = [], before }: History): Record<string, number> {
  const counts = { ratings: ratings.length, viewings: viewings.length, 'my list': myList.length, picks: picks.length }
  if (before === undefined) return counts
  return { ...counts, 'before the reset': before.viewings.length + before.myList.length }
}

import { popularityOf as likesByItem } from '../../../models/popularity.ts'
import { type JudgedTopN, rankings } from '../evaluate-top-n.ts'
import { meanOfJudged } from '../top-n-judge.ts'
import { popularityOf } from './popularity-figures.ts'
import type { TopNReport } from './render-report.ts'

/** What a report tells of rankings that were judged. */
export function topNReportOf({ split, judged, lists }: JudgedTopN): TopNReport {
  const likes = likesByItem(split.train)
  const figuresOf = (of: readonly ArrayLike<number>[]) => popularityOf(of, likes, split.trainMembers.length)
  return {
    members: split.test.length,
    models: rankings.map((model) => {
      const { ndcg, recall } = judged[model]
      return {
        model,
        ndcg: meanOfJudged(ndcg),
        ndcgError: errorOfMean(ndcg),
        recall: meanOfJudged(recall),
        popularity: figuresOf(lists[model]),
      }
    }),
    liked: figuresOf(split.test.map(({ held }) => held)),
  }
}

function errorOfMean(values: Float64Array): number {
  const mean = meanOfJudged(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / Math.max(1, values.length - 1) / Math.max(1, values.length))
}

import type { TitleSlice } from '../../contracts/origin.ts'
import { matchExpression, wordsOf } from './match-expression.ts'

/**
 * Ranks within each expression: a film with exactly these words for a name first, then the text's fit (bm25, a hit in the name worth four
 * in the director's, to one decimal so that popularity tells apart films that fit alike), then popularity, then id. A row at place 0 is
 * always there to tell the length.
 */
const sql = `
WITH
  asked AS (SELECT value ->> 0 AS expression, value ->> 1 AS first, value ->> 2 AS after, value ->> 3 AS words FROM json_each(?1)),
  hits AS MATERIALIZED (
    SELECT expression, words, titles_fts.rowid AS id, round(bm25(titles_fts, 4.0, 1.0), 1) AS score
    FROM (SELECT DISTINCT expression, words FROM asked) CROSS JOIN titles_fts ON titles_fts MATCH expression
  ),
  ranked AS MATERIALIZED (
    SELECT hits.expression, hits.id, count(*) OVER (PARTITION BY hits.expression) AS length,
      row_number() OVER (
        PARTITION BY hits.expression ORDER BY hits.words = titles.words DESC, hits.score, titles.popularity DESC, hits.id
      ) - 1 AS place
    FROM hits JOIN titles ON titles.id = hits.id
  )
SELECT asked.expression, asked.first, asked.after, max(ranked.length) AS length,
  json_group_array(ranked.id ORDER BY ranked.place) FILTER (WHERE ranked.place >= asked.first AND ranked.place < asked.after) AS ids
FROM (SELECT DISTINCT expression, first, after FROM asked) AS asked
  JOIN ranked ON ranked.expression = asked.expression AND (ranked.place = 0 OR (ranked.place >= asked.first AND ranked.place < asked.after))
GROUP BY asked.expression, asked.first, asked.after`

/** Full-text search over names and directors by prefixes of words, for all demands in one query. A text without words finds nothing. */
export async function searchTitles(
  db: D1Database,
  demands: readonly { query: string; offset: number; limit: number }[],
): Promise<readonly TitleSlice[]> {
  const windows = demands.map(({ query, offset, limit }) => {
    const words = wordsOf(query)
    return words.length === 0 ? undefined : [matchExpression(words), offset, offset + limit, words.join(' ')]
  })
  const asked = windows.filter((window) => window !== undefined)
  const rows = asked.length === 0 ? [] : await db.prepare(sql).bind(JSON.stringify(asked)).raw<[string, number, number, number, string]>()
  const found = new Map(
    rows.map(([expression, first, after, length, ids]) => [JSON.stringify([expression, first, after]), { length, ids }]),
  )
  return demands.map(({ offset }, index) => {
    const answer = found.get(JSON.stringify(windows[index]?.slice(0, 3)))
    return { offset, length: answer?.length ?? 0, ids: answer === undefined ? [] : (JSON.parse(answer.ids) as number[]) }
  })
}

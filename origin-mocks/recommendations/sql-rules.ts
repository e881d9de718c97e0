import { firstRankingRules, type RankingRules, type RulesProblem } from '../../contracts/ranking-rules.ts'
import { readRules } from './read-rules.ts'
import type { SqlLike } from './sql-like.ts'

/** One row: the whole of it is read at once and is small. */
const table = `CREATE TABLE IF NOT EXISTS rules (one INTEGER PRIMARY KEY CHECK (one = 1), content TEXT NOT NULL) STRICT`

/** What operators say about pages, in SQLite. One object has it, so that of two who write at once one is told. */
export function createSqlRules(sql: SqlLike) {
  sql.exec(table)
  let known: RankingRules | undefined

  function current(): RankingRules {
    if (known !== undefined) return known
    const [row] = sql.exec<{ content: string }>('SELECT content FROM rules').toArray()
    known = row === undefined ? firstRankingRules : (JSON.parse(row.content) as RankingRules)
    return known
  }

  return {
    current,
    /** `now` is in epoch milliseconds. */
    put(draft: unknown, author: string, ifMatch: number | null, now: number): RankingRules | RulesProblem {
      const before = current()
      if (ifMatch !== null && ifMatch !== before.revision) return { problem: 'changed', current: before.revision }
      const read = readRules(draft, before, author, new Date(now).toISOString())
      if ('problem' in read) return read
      sql.exec('INSERT OR REPLACE INTO rules (one, content) VALUES (1, ?)', JSON.stringify(read))
      known = read
      return read
    },
  }
}

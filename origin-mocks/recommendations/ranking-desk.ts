import { DurableObject } from 'cloudflare:workers'
import type { RankingRules, RulesProblem } from '../../contracts/ranking-rules.ts'
import { createSqlExplorers, type Explorer } from './sql-explorers.ts'
import { createSqlRules } from './sql-rules.ts'

/** What operators say about pages, and where what was tried is kept: one object for all. Called by `Recommendations` alone. */
export class RankingDesk extends DurableObject {
  readonly #rules = createSqlRules(this.ctx.storage.sql)
  readonly #explorers = createSqlExplorers(this.ctx.storage.sql, () => crypto.randomUUID())

  rules(): RankingRules {
    return this.#rules.current()
  }

  put(draft: unknown, author: string, ifMatch: number | null, now: number): RankingRules | RulesProblem {
    return this.#rules.put(draft, author, ifMatch, now)
  }

  noteExplorer(owner: string): void {
    this.#explorers.note(owner)
  }

  explorersAfter(number: number, limit: number): Explorer[] {
    return this.#explorers.after(number, limit)
  }

  forgetExplorer(owner: string): void {
    this.#explorers.forget(owner)
  }
}

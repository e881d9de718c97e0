import { FilterProblem } from '../filter-sdk/problem.ts'

/** What is wrong with the expression of a rule, and where in it: an offset in UTF-16 code units. */
export class ExpressionProblem extends FilterProblem {
  readonly offset: number

  constructor(offset: number, need: string) {
    super('expression', need)
    this.offset = offset
  }
}

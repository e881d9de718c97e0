import { fitsWhen } from '../filter-sdk/fits-when.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'
import { mismatch, type ReadFixture, readFixture } from '../filter-sdk/read-fixture.ts'
import { type CompiledRule, RuleFailed } from './compile-rule.ts'

/** Runs a rule on its fixtures, and comes to a problem for each that is none, and for each that does not come to its actions. */
export function failedFixtures(rule: CompiledRule, fixtures: readonly unknown[]): readonly FilterProblem[] {
  return fixtures.flatMap((value, at) => {
    try {
      const path = `fixtures.${at}`
      const fixture = readFixture(value, path)
      const wrong = failureOf(rule, fixture)
      return wrong === undefined ? [] : [new FilterProblem(path, `${fixture.title} failed: ${wrong}`)]
    } catch (problem) {
      if (problem instanceof FilterProblem) return [problem]
      throw problem
    }
  })
}

function failureOf(rule: CompiledRule, fixture: ReadFixture): string | undefined {
  const { stage, when } = rule.definition
  const { request, device, response } = fixture
  try {
    const fits = fitsWhen(when, request, device) && rule.decide(stage === 'inbound' ? { request, device } : { request, device, response })
    return mismatch(stage, fits ? rule.actions : [], fixture)
  } catch (error) {
    if (error instanceof RuleFailed) return error.message
    throw error
  }
}

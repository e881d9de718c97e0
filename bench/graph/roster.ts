import type { Language } from './case.ts'

/** A contender as the benchmark knows it before its module is loaded. */
export interface Entrant {
  readonly who: string
  readonly module: URL
  readonly languages: readonly Language[]
  /** Why it is not started in a runtime. */
  readonly notIn?: Partial<Record<'node' | 'workerd', string>>
  /** Needs the packages of `bench/peers`. */
  readonly peers?: boolean
}

const both: readonly Language[] = ['falcor', 'graphql']
const contender = (who: string, languages: readonly Language[]): Entrant => ({
  who,
  module: new URL(`./contenders/${who}.ts`, import.meta.url),
  languages,
})

/** All contenders, in the order of the table. */
export const roster: readonly Entrant[] = [
  contender('hand', both),
  contender('stringify', both),
  contender('hand-seen', both),
  contender('marquee-fresh', both),
  contender('marquee-trusted', ['graphql']),
  contender('marquee-seen', both),
  contender('falcor-router', ['falcor']),
  contender('graphql-js', ['graphql']),
  contender('yoga-executor', ['graphql']),
  { ...contender('graphql-jit', ['graphql']), notIn: { workerd: 'it makes code from strings, which workerd refuses in a request' } },
  { who: 'grafast', module: new URL('../peers/grafast.ts', import.meta.url), languages: ['graphql'], peers: true },
]

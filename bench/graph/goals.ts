import type { Language } from './case.ts'
import type { Row } from './row.ts'

interface Goal {
  readonly says: string
  readonly cases: readonly string[]
  /** The figure to hold against the bound; undefined where something it needs was not measured. */
  figure(cpu: (who: string, benchCase?: string) => number | undefined): number | undefined
  readonly atMost?: number
  readonly atLeast?: number
}

const large = ['40x25', '40x75']
const listed = ['10x10', ...large]

const times = (who: string, against: string, cases: readonly string[], bound: { atMost: number } | { atLeast: number }): Goal => ({
  says: 'atMost' in bound ? `${who} ÷ ${against}` : `${against} ÷ ${who}`,
  cases,
  figure: (cpu) => ('atMost' in bound ? divide(cpu(who), cpu(against)) : divide(cpu(against), cpu(who))),
  ...bound,
})

const growth = (who: string): Goal => ({
  says: `${who}: 40x75 ÷ 40x25`,
  cases: ['40x75'],
  figure: (cpu) => divide(cpu(who, '40x75'), cpu(who, '40x25')),
  atMost: 3.3,
})

const goals: readonly Goal[] = [
  times('hand', 'stringify', listed, { atMost: 2 }),
  times('marquee-fresh', 'hand', listed, { atMost: 1.5 }),
  times('marquee-seen', 'hand', listed, { atMost: 0.2 }),
  {
    says: 'marquee-fresh − hand, µs',
    cases: ['1x1'],
    figure: (cpu) => minus(cpu('marquee-fresh'), cpu('hand')),
    atMost: 15,
  },
  times('marquee-fresh', 'falcor-router', large, { atLeast: 10 }),
  times('marquee-seen', 'falcor-router', large, { atLeast: 70 }),
  times('marquee-fresh', 'yoga-executor', large, { atLeast: 4 }),
  times('marquee-seen', 'yoga-executor', large, { atLeast: 30 }),
  times('marquee-fresh', 'graphql-js', large, { atLeast: 2.5 }),
  times('marquee-fresh', 'grafast', large, { atLeast: 2.5 }),
  growth('marquee-fresh'),
  growth('marquee-seen'),
  ...['marquee-fresh', 'marquee-seen'].map((who) => ({
    says: `${who}: with a curly quote ÷ without`,
    cases: ['40x75-quote'],
    figure: (cpu: (who: string, benchCase?: string) => number | undefined) => divide(cpu(who, '40x75-quote'), cpu(who, '40x75')),
    atMost: 1.1,
  })),
]

function divide(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other
}

function minus(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : (one - other) * 1000
}

/** What the project promises of these figures, held against them, one line each: ✓ or ✗, the figure and the bound. */
export function judge(rows: readonly Row[]): string[] {
  const lines: string[] = []
  for (const runtime of ['node', 'workerd'] as const) {
    for (const language of ['falcor', 'graphql'] as const satisfies readonly Language[]) {
      const cpu = (who: string, benchCase: string) =>
        rows.find((row) => row.runtime === runtime && row.language === language && row.who === who && row.case === benchCase)?.cpuMs
      for (const { says, cases, figure, atMost = Number.POSITIVE_INFINITY, atLeast = 0 } of goals) {
        for (const benchCase of cases) {
          const value = figure((who, other = benchCase) => cpu(who, other))
          if (value === undefined) continue
          const bound = atLeast > 0 ? `≥ ${atLeast}` : `≤ ${atMost}`
          const good = value <= atMost && value >= atLeast
          lines.push(`${good ? '✓' : '✗'} ${runtime} ${language} ${benchCase}: ${says} = ${value.toFixed(2)} (${bound})`)
        }
      }
    }
  }
  return lines
}

import type { Row } from './row.ts'

interface Goal {
  readonly who: string
  readonly against: string
  readonly cases: readonly string[]
  /** `who` may cost so many times what `against` does. */
  readonly atMost?: number
  /** `against` costs at least so many times what `who` does. */
  readonly fasterBy?: number
  /** `who` takes at most so many ms more. */
  readonly moreMs?: number
}

const large = ['40x25', '40x75']
const listed = ['10x10', ...large]

const goals: readonly Goal[] = [
  { who: 'marquee-trusted', against: 'hand', cases: listed, atMost: 1.35 },
  { who: 'marquee-trusted', against: 'yoga', cases: large, fasterBy: 8 },
  { who: 'marquee-trusted', against: 'yoga-lean', cases: large, fasterBy: 3 },
  { who: 'marquee-fresh', against: 'hand', cases: large, atMost: 1.7 },
  { who: 'marquee-fresh', against: 'yoga-lean', cases: large, fasterBy: 2.5 },
  { who: 'marquee-seen', against: 'hand', cases: ['40x25'], atMost: 0.4 },
  { who: 'marquee-seen', against: 'yoga-lean', cases: ['40x25'], fasterBy: 12 },
  { who: 'marquee-trusted', against: 'hello', cases: ['1x1'], atMost: 1.35 },
  { who: 'marquee-edge', against: 'hello', cases: ['1x1'], atMost: 3 },
  { who: 'marquee-trusted', against: 'hello', cases: ['first'], moreMs: 10 },
]

/** What the project promises of these figures, held against them, one line each: ✓ or ✗, the figure and the bound. */
export function judge(rows: readonly Row[]): string[] {
  const lines: string[] = []
  for (const { who, against, cases, atMost, fasterBy, moreMs } of goals) {
    for (const benchCase of cases) {
      const cpu = (name: string) => rows.find((row) => row.who === name && row.case === benchCase)?.cpuMs
      const [own, other] = [cpu(who), cpu(against)]
      if (own === undefined || other === undefined) continue
      const [value, good, bound] =
        moreMs !== undefined
          ? [own - other, own - other <= moreMs, `${who} − ${against}, ms, at most ${moreMs}`]
          : fasterBy === undefined
            ? [own / other, own / other <= (atMost ?? 0), `${who} ÷ ${against}, at most ${atMost}`]
            : [other / own, other / own >= fasterBy, `${against} ÷ ${who}, at least ${fasterBy}`]
      lines.push(`${good ? '✓' : '✗'} ${benchCase}: ${value.toFixed(2)} (${bound})`)
    }
  }
  return lines
}

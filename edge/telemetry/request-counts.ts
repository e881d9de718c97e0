import type { StatusCategory } from './status-category.ts'

/** What a request is counted by. */
export interface RequestLabels {
  /** The name of the endpoint; undefined where a filter has answered or refused. */
  readonly endpoint: string | undefined
  readonly category: StatusCategory
  /** As the device names it. */
  readonly deviceClass: string
}

export interface RequestCount {
  readonly endpoint: string
  readonly category: StatusCategory
  readonly class: string
  readonly count: number
}

export interface RequestCounts {
  count(labels: RequestLabels): void
  /** What was counted, by endpoint, category and class. */
  report(): { readonly since: string; readonly requests: readonly RequestCount[] }
}

const classes: ReadonlySet<string> = new Set(['tv', 'tablet', 'browser', 'phone'])

/** The class by which a device is counted: devices name theirs themselves, and a name for each would fill any store. */
export const countedClass = (deviceClass: string): string => (classes.has(deviceClass) ? deviceClass : 'other')

/** Counts requests by labels of which there are few. `now` in epoch milliseconds. Isolate scope: numbers only. */
export function createRequestCounts(now: () => number): RequestCounts {
  const counts = new Map<string, number>()
  let since: number | undefined
  return {
    count({ endpoint = 'none', category, deviceClass }) {
      since ??= now()
      const key = `${endpoint} ${category} ${countedClass(deviceClass)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    report: () => ({
      since: new Date(since ?? now()).toISOString(),
      requests: [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, count]) => ({ ...labelsOf(key), count })),
    }),
  }
}

function labelsOf(key: string): Omit<RequestCount, 'count'> {
  const [endpoint, category, deviceClass] = key.split(' ') as [string, StatusCategory, string]
  return { endpoint, category, class: deviceClass }
}

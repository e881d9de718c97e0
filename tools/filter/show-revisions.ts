import { recordOf } from './ops-client.ts'

/** All filters in the order they run, a line each, in columns. */
export function showFilters(filters: unknown): string[] {
  const rows = listOf(filters).map(({ name, stage, kind, state, revision, failMode, share }) => [
    text(name),
    text(stage),
    text(kind),
    typeof share === 'number' ? `${text(state)} ${percent(share)}` : text(state),
    text(failMode),
    text(revision),
  ])
  return inColumns([['name', 'stage', 'kind', 'state', 'fails', 'revision'], ...rows])
}

/** All revisions of a filter, newest first, each with what became of it, and with what it changed if that is wanted. */
export function showHistory(revisions: unknown, withDiff: boolean): string[] {
  return listOf(revisions).flatMap(({ revision, author, reason, at, expires, states, diff }) => [
    `${text(revision)}  ${text(at)}  ${text(author)}${typeof reason === 'string' ? `: ${reason}` : ''}`,
    ...(typeof expires === 'string' ? [`  ends ${expires}`] : []),
    ...listOf(states).map((state) => `  ${stateLine(state)}`),
    ...(withDiff && typeof diff === 'string' ? diff.trimEnd().split('\n') : []),
  ])
}

/** What became of a revision, when, by whom and why. */
export function stateLine({ state, at, author, reason, share }: Readonly<Record<string, unknown>>): string {
  const name = typeof share === 'number' ? `${text(state)} ${percent(share)}` : text(state)
  return (
    [text(at), name, ...(typeof author === 'string' ? [`by ${author}`] : [])].join('  ') + (typeof reason === 'string' ? `: ${reason}` : '')
  )
}

/** The objects of a list, and none of anything else. */
export const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.map(recordOf) : [])

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : '–')
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

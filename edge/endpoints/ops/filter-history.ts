import type { FilterHistory } from '../../operations/filter-revision.ts'

/** A history as operators read it: times as ISO 8601, and of each revision what it changed of the one before, as a unified diff. */
export async function describeHistory({ revisions }: FilterHistory) {
  // Nobody but operators needs it.
  const { createTwoFilesPatch } = await import('diff')
  const iso = (at: number) => new Date(at).toISOString()
  return revisions.map(({ revision, author, reason, at, expiresAt, source, states }, index) => {
    const before = revisions[index + 1]
    return {
      ...{ revision, author, reason, at: iso(at), expires: expiresAt === null ? null : iso(expiresAt) },
      states: states.map((state) => ({ ...state, at: iso(state.at) })),
      diff: createTwoFilesPatch(before?.revision ?? 'nothing', revision, before?.source ?? '', source, undefined, undefined, {
        context: 3,
      }),
    }
  })
}

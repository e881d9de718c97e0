import type { MemberSeed } from '../../contracts/members.ts'
import { Remedy } from './remedy.ts'

const profilesPerCall = 10

/** Posts to an operators' call of the running edge worker and returns its answer. */
async function operate(url: string, token: string, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Remedy(`Cannot seed: POST ${path} answered ${answer.status} ${text.slice(0, 500)}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Puts the playback clip into its store where it is missing. */
export async function seedPlayback(url: string, token: string): Promise<void> {
  await operate(url, token, '/ops/seed/playback', {})
}

/** Creates the demo members that are not there yet. Can be repeated: who is there stays as they are. */
export async function seedMembers(
  url: string,
  token: string,
  members: readonly MemberSeed[],
  progress: (done: number) => void,
): Promise<void> {
  for (let done = 0; done < members.length; done += profilesPerCall) {
    await operate(url, token, '/ops/seed/members', members.slice(done, done + profilesPerCall))
    progress(Math.min(done + profilesPerCall, members.length))
  }
}

/** The demo members over the default catalog, the same each time but for `now`. Its modules load when there is something to seed. */
export async function demoMembers(now: number): Promise<readonly MemberSeed[]> {
  const { cleanedFilms } = await import('../../origin-mocks/catalog/seed/cleaned-films.ts')
  const { featuresOf } = await import('../../origin-mocks/catalog/features.ts')
  const { generateMembers } = await import('../../origin-mocks/members/seed/generate-members.ts')
  return generateMembers(featuresOf(cleanedFilms().films), 1, now)
}

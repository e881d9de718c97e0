import { ask, json } from './marquee.ts'

/** A signed-in profile; `headers` go with every request it makes. */
export interface SignedIn {
  readonly profile: number
  readonly token: string
  readonly headers: { readonly authorization: string }
}

/** Starts a device session of a demo profile. Throws where it is not admitted. */
export async function signIn(profile: number, deviceClass = 'tv'): Promise<SignedIn> {
  const answer = await ask('/session', json({ device: { id: `conformance-${profile}`, class: deviceClass }, profile }))
  if (answer.status !== 200) throw new Error(`Cannot sign in profile ${profile}: ${answer.status} ${answer.text}`)
  const { token } = answer.json<{ token: string }>()
  return { profile, token, headers: { authorization: `Bearer ${token}` } }
}

/** Whether a session is a child's. Looks into the token, which devices never do. */
export function kindOf({ token }: SignedIn): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { kind?: string }
  return String(claims.kind)
}

/** The first of the demo profiles from 21 to 40 that is a child's. */
export async function signInChild(): Promise<SignedIn> {
  for (let profile = 21; profile <= 40; profile++) {
    const who = await signIn(profile)
    if (kindOf(who) === 'child') return who
  }
  throw new Error('No demo profile from 21 to 40 is a child')
}

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

/** The first of the demo profiles above 20 whose session is a child's. The tests look into the token, which devices never do. */
export async function signInChild(): Promise<SignedIn> {
  for (let profile = 21; profile <= 40; profile++) {
    const child = await signIn(profile)
    const claims = JSON.parse(Buffer.from(child.token.split('.')[1] ?? '', 'base64url').toString()) as { kind?: string }
    if (claims.kind === 'child') return child
  }
  throw new Error('No demo profile from 21 to 40 is a child')
}

/** A device session of a demo profile: the header that devices send. */
export async function signIn(marqueeUrl: string, profile: number): Promise<{ readonly authorization: string }> {
  const answer = await fetch(`${marqueeUrl}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ device: { id: `e2e-${profile}`, class: 'browser' }, profile }),
  })
  if (!answer.ok) throw new Error(`no session for profile ${profile}: ${answer.status} ${await answer.text()}`)
  const { token } = (await answer.json()) as { token: string }
  return { authorization: `Bearer ${token}` }
}

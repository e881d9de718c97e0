import { decorator } from './filter.ts'

/** Hands a device the token that takes over from its own, where that is about to end. The old one is good until its end. */
export const renewSession = decorator<{ readonly renewedToken: string | undefined }>('renew-session', ({ renewedToken }, { headers }) => {
  if (renewedToken !== undefined) headers['x-marquee-session'] = renewedToken
})

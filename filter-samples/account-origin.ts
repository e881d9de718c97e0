import { defineFilter } from 'marquee:filter'

/** The profiles of one account, for which a new version of an origin is tried. A filter knows profiles, never the account itself. */
const profiles = [41, 42]
const origin = 'recommendations-next'

export default defineFilter({
  stage: 'inbound',
  failMode: 'open',
  shouldFilter: ({ device }) => profiles.includes(device.profile),
  apply: () => [{ route: { origin } }, { setAttribute: ['route.origin', origin] }, { setResponseHeader: ['x-origin-override', origin] }],
})

export const fixtures = [
  {
    name: 'a profile of the account',
    device: { profile: 42 },
    actions: [
      { route: { origin: 'recommendations-next' } },
      { setAttribute: ['route.origin', 'recommendations-next'] },
      { setResponseHeader: ['x-origin-override', 'recommendations-next'] },
    ],
  },
  { name: 'another profile', device: { profile: 7 } },
  { name: 'a visitor', device: { profile: null } },
]

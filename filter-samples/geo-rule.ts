import { defineFilter } from 'marquee:filter'

/** Where the service is licensed. A country that is not known is let through: the origins check licenses themselves. */
const licensed = new Set(['AT', 'BE', 'CH', 'DE', 'FR', 'LU', 'NL'])

export default defineFilter({
  stage: 'inbound',
  failMode: 'closed',
  when: { path: '/play/*' },
  shouldFilter: ({ device }) => device.country !== null && !licensed.has(device.country),
  apply: ({ device }) => [
    { setAttribute: ['geo.country', device.country ?? ''] },
    { respond: { status: 451, code: 'COUNTRY_NOT_LICENSED', message: 'This title cannot be played where you are' } },
  ],
})

export const fixtures = [
  {
    name: 'a country without a license',
    request: { url: '/play/7/manifest.m3u8' },
    device: { country: 'US' },
    actions: [{ setAttribute: ['geo.country', 'US'] }, { respond: { status: 451, code: 'COUNTRY_NOT_LICENSED' } }],
  },
  { name: 'a country with one', request: { url: '/play/7/manifest.m3u8' }, device: { country: 'NL' } },
  { name: 'a country that is not known', request: { url: '/play/7/manifest.m3u8' } },
  { name: 'no playback', request: { url: '/graphql' }, device: { country: 'US' } },
]

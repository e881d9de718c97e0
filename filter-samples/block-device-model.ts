import { defineFilter } from 'marquee:filter'

/** Models whose player crashes on what we send, until their maker has an update. */
const blocked = ['ACME TV-2019', 'ACME TV-2020']

export default defineFilter({
  stage: 'inbound',
  failMode: 'open',
  when: { device: { class: ['tv'] } },
  shouldFilter: ({ device }) => blocked.includes(device.model),
  apply: () => [
    {
      respond: {
        status: 403,
        code: 'DEVICE_BLOCKED',
        message: 'This model needs an update before it can play',
        headers: { 'retry-after': '86400' },
      },
    },
  ],
})

export const fixtures = [
  { device: { class: 'tv', model: 'ACME TV-2019' }, actions: [{ respond: { status: 403, code: 'DEVICE_BLOCKED' } }] },
  { name: 'a newer model', device: { class: 'tv', model: 'ACME TV-2021' } },
  { name: 'a model that is not known', device: { class: 'tv', model: null } },
  { name: 'a phone that says so', device: { class: 'phone', model: 'ACME TV-2019' } },
]

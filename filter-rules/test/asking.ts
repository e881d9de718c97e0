import type { RuleInput } from '../judgement.ts'

/** What a rule judges by: a television of the Netherlands that asks for /graphql?lang=nl, but for what is said. */
export function asking(
  request: Partial<RuleInput['request']> = {},
  device: Partial<RuleInput['device']> = {},
  response?: RuleInput['response'],
): RuleInput {
  return {
    request: {
      method: 'GET',
      url: '/graphql?lang=nl&lang=de',
      headers: { 'x-lab': 'on', 'user-agent': 'Tizen/3.0', 'x-version': '12' },
      ...request,
    },
    device: { id: 'tv-1', class: 'tv', model: null, profile: 7, country: 'NL', ...device },
    ...(response !== undefined && { response }),
  }
}

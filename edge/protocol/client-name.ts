import type { Client } from '../telemetry/field-usage.ts'
import type { HeaderReader } from './request-headers.ts'

/** Headers by which clients name themselves: Apollo's, and those of the clients that follow Hive. */
const headerNames = [
  ['apollographql-client-name', 'apollographql-client-version'],
  ['graphql-client-name', 'graphql-client-version'],
] as const

const unnamed: Client = { name: 'unnamed', version: '' }
const word = /^[\w.+-]{1,64}$/

/** The app that asks, by its headers, over either language; `unnamed` where it does not say, or says what is no name. */
export function clientOf(headers: HeaderReader): Client {
  for (const [name, version] of headerNames) {
    const named = headers.get(name)
    if (named === null) continue
    const release = headers.get(version) ?? ''
    return word.test(named) ? { name: named, version: word.test(release) ? release : '' } : unnamed
  }
  return unnamed
}

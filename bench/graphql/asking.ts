import type { Size } from '../graph/homepage.ts'
import type { HttpRequest } from '../measure/http-load.ts'
import { documentId, profileHeader, profiles, query } from './page.ts'

/** How a contender is asked for a page of some size; turns count up, and each is another member's. */
export type Asking = (size: Size, turn: number) => HttpRequest

const headersOf = (turn: number) => ({ [profileHeader]: String(1 + (turn % profiles)) })

/** By GET and the variables, as those are asked who know the document. */
export const byGet: Asking = (size, turn) => ({
  method: 'GET',
  path: `/graphql?documentId=${documentId}&variables=${encodeURIComponent(JSON.stringify(size))}`,
  headers: { ...headersOf(turn), accept: 'application/json' },
})

/** By POST of the whole document. */
export const byPost: Asking = (variables, turn) => ({
  method: 'POST',
  path: '/graphql',
  headers: { ...headersOf(turn), 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify({ query, variables }),
})

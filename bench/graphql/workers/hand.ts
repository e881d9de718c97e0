import { handGraphql } from '../../graph/hand.ts'
import type { Size } from '../../graph/homepage.ts'
import { pageFor } from '../page.ts'

const headers = { 'content-type': 'application/json' }

/** What one would write by hand for this query alone: it reads how large the page is to be, and nothing else. */
export default {
  async fetch(request: Request): Promise<Response> {
    const size = JSON.parse(new URL(request.url).searchParams.get('variables') ?? '') as Size
    return new Response(JSON.stringify(await handGraphql(pageFor(request), size)), { headers })
  },
}

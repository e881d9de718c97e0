import type { Page } from 'playwright-core'

/** Asks Marquee's graph from within the page, as a device app does; throws where the answer holds errors. */
export async function askGraphql<data>(
  page: Page,
  marqueeUrl: string,
  headers: Readonly<Record<string, string>>,
  query: string,
): Promise<data> {
  const answer = await page.evaluate(
    async ({ marqueeUrl, headers, query }) => {
      const response = await fetch(`${marqueeUrl}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return (await response.json()) as { data?: unknown; errors?: unknown }
    },
    { marqueeUrl, headers, query },
  )
  if (answer.errors !== undefined) throw new Error(`the graph answered with errors: ${JSON.stringify(answer.errors).slice(0, 2_000)}`)
  return answer.data as data
}

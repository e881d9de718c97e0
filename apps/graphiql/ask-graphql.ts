/** Sends an operation with the headers of the headers editor. */
export async function askGraphql(operation: unknown, { headers = {} }: { readonly headers?: Readonly<Record<string, string>> } = {}) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify(operation),
  })
  return answer.json() as Promise<unknown>
}

/** What a newcomer needs next: where things are, and a first query to paste in either language. */
export function banner(url: string, seconds: number): string {
  const paths = JSON.stringify(['home', 'rows', { from: 0, to: 2 }, 'titles', { from: 0, to: 3 }, ['id', 'name', 'year']])
  const document = '{ home { rows(limit: 3) { heading titles(limit: 4) { id name year } } } }'
  return `
Marquee is ready after ${seconds.toFixed(1)} s. Ctrl-C stops it.

  Falcor    ${url}/model.json
  GraphQL   ${url}/graphql   (GraphiQL in a browser)
  Session   ${url}/session   (POST; any demo profile, 1 to 50)
  Ready?    ${url}/readyz

The page of profile 7, in either language:

  TOKEN=$(curl -s ${url}/session -H 'content-type: application/json' \\
    -d '{"device":{"id":"tv-1","class":"tv"},"profile":7}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')

  curl -s -w '\\n' -G ${url}/model.json -H "authorization: Bearer $TOKEN" \\
    -d method=get --data-urlencode 'paths=[${paths}]'

  curl -s -w '\\n' ${url}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{"query":"${document}"}'
`
}

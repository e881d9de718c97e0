import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { askGraphql } from './ask-graphql.ts'
import { readPageUrl } from './page-url.ts'
import { signIn } from './sign-in.ts'

/** Monaco, the editor, takes its workers from here; each is a file beside the page. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(`/graphiql/${label === 'json' || label === 'graphql' ? label : 'editor'}.worker.js`, { type: 'module' }),
  },
})

const defaultQuery = `# The page of profile 7, whose session stands below.
#   /graphql?profile=12     another profile
#   /graphql?profile=none   a visitor
query Homepage {
  home {
    rows(limit: 3) {
      heading
      titles(limit: 4) {
        id
        name
        year
      }
    }
  }
}
`

const { profile, query } = readPageUrl(location.search)
const headers = JSON.stringify(profile === undefined ? {} : await signIn(profile), null, 2)
const page = document.querySelector('#page')
if (page === null) throw new Error('Cannot show GraphiQL: the document has no #page')
createRoot(page).render(
  createElement(GraphiQL as (props: object) => unknown, {
    fetcher: askGraphql,
    defaultQuery,
    ...(query === undefined ? {} : { initialQuery: query }),
    // A session is given anew with each page, and a token does not belong into a browser's storage.
    initialHeaders: headers,
    defaultHeaders: headers,
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    defaultEditorToolsVisibility: 'headers',
  }),
)

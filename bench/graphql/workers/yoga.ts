import { createYoga } from 'graphql-yoga'
import { dataLoaders, executableSchema } from '../../graph/executable-schema.ts'
import { pageFor } from '../page.ts'

/** graphql-yoga with its defaults, which keep parsed and validated documents, and DataLoader. */
const yoga = createYoga({ schema: executableSchema(), context: ({ request }) => dataLoaders(pageFor(request)) })

export default { fetch: (request: Request) => yoga.fetch(request) }

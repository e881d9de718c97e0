import { parse } from 'graphql/language'
import type { Purges } from '../../edge/cache/purges.ts'
import { documentId, query } from '../graphql/page.ts'

/** The page's document, as the build makes trusted ones. */
export const trustedDocuments = { [documentId]: JSON.stringify(parse(query, { noLocation: true })) }

/** Nothing is purged while it is measured. */
export const noPurges: Purges = { since: () => false, add: async () => {}, refresh: () => undefined }

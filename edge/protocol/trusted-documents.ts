import type { DocumentNode } from 'graphql'

/** A document that was checked when the edge was built: it needs neither parser nor validator. */
export interface TrustedDocument {
  /** The SHA-256 of its text. */
  readonly id: string
  readonly document: DocumentNode
  readonly isMutation: boolean
}

export interface TrustedDocuments {
  find(id: string): TrustedDocument | undefined
}

/** Reads trusted documents out of what the build has made of them, each when it is first asked for: syntax trees as JSON, by id. */
export function createTrustedDocuments(built: Readonly<Record<string, string>>): TrustedDocuments {
  const read = new Map<string, TrustedDocument>()
  return {
    find(id) {
      let found = read.get(id)
      if (found === undefined && Object.hasOwn(built, id)) {
        const document = JSON.parse(built[id] as string) as DocumentNode
        const isMutation = document.definitions.some((one) => one.kind === 'OperationDefinition' && one.operation === 'mutation')
        read.set(id, (found = { id, document, isMutation }))
      }
      return found
    },
  }
}

import type { DocumentNode } from 'graphql'

/** A GraphQL document that was parsed and found within the limits. */
export interface KnownDocument {
  readonly document: DocumentNode
  /** Whether it has passed validation; what has not is validated again. */
  valid: boolean
}

export interface KnownDocuments {
  find(source: string): KnownDocument | undefined
  add(source: string, known: KnownDocument): void
}

/** Remembers the documents asked last: at most `maxDocuments`, and `maxChars` of source. What is refused is never remembered. */
export function createKnownDocuments(maxDocuments: number, maxChars: number): KnownDocuments {
  const documents = new Map<string, KnownDocument>()
  let chars = 0
  return {
    find(source) {
      const known = documents.get(source)
      if (known === undefined) return undefined
      documents.delete(source)
      documents.set(source, known)
      return known
    },
    add(source, known) {
      if (source.length > maxChars) return
      if (!documents.has(source)) chars += source.length
      documents.set(source, known)
      for (const oldest of documents.keys()) {
        if (documents.size <= maxDocuments && chars <= maxChars) break
        documents.delete(oldest)
        chars -= oldest.length
      }
    },
  }
}

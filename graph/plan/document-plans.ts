import type { DocumentNode } from 'graphql/language'
import type { DocumentPlan } from './plan-document.ts'

const maxPlans = 64
const maxKeyLength = 2_048
const rememberedDocuments = 16

/**
 * Plans of parsed documents, by operation and variables, for as long as a document lives. Plain compiled data: they serve any request.
 * A document keeps plans from the second time it comes, so that those that come once leave nothing behind.
 */
export class DocumentPlans {
  readonly #documents = new WeakMap<DocumentNode, Map<string, DocumentPlan>>()
  readonly #cameOnce: DocumentNode[] = []
  #next = 0

  get(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
    make: () => DocumentPlan,
  ): DocumentPlan {
    const plans = this.#plansOf(document)
    if (plans === undefined) return make()
    const key = JSON.stringify([operationName, variables])
    if (key.length > maxKeyLength) return make()
    let plan = plans.get(key)
    if (plan === undefined) {
      plan = make()
      const oldest = plans.size >= maxPlans ? plans.keys().next().value : undefined
      if (oldest !== undefined) plans.delete(oldest)
      plans.set(key, plan)
    }
    return plan
  }

  #plansOf(document: DocumentNode): Map<string, DocumentPlan> | undefined {
    let plans = this.#documents.get(document)
    if (plans === undefined) {
      if (!this.#cameOnce.includes(document)) {
        this.#cameOnce[this.#next++ % rememberedDocuments] = document
        return undefined
      }
      this.#documents.set(document, (plans = new Map()))
    }
    return plans
  }
}

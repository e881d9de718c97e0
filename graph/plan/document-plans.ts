import type { DocumentPlan } from './plan-document.ts'

const maxPlans = 64
const maxKeyLength = 2_048

/** The plans of one parsed document, by operation and variables. Plain compiled data: they serve any request. */
export class DocumentPlans {
  readonly #plans = new Map<string, DocumentPlan>()

  get(operationName: string | undefined, variables: Readonly<Record<string, unknown>>, make: () => DocumentPlan): DocumentPlan {
    const key = JSON.stringify([operationName, variables])
    if (key.length > maxKeyLength) return make()
    let plan = this.#plans.get(key)
    if (plan === undefined) {
      plan = make()
      const oldest = this.#plans.size >= maxPlans ? this.#plans.keys().next().value : undefined
      if (oldest !== undefined) this.#plans.delete(oldest)
      this.#plans.set(key, plan)
    }
    return plan
  }
}

// The parts of the Falcor packages that tests use; they bring no types of their own.

declare module 'falcor-router' {
  interface Route {
    readonly route: string
    // biome-ignore lint/suspicious/noExplicitAny: what a path set holds depends on the route
    get(pathSet: any): unknown
  }
  interface Observable {
    subscribe(onNext: (value: unknown) => void, onError: (error: unknown) => void, onCompleted: () => void): unknown
  }
  export default class Router {
    constructor(routes: readonly Route[])
    get(pathSets: unknown): Observable
  }
}

declare module 'falcor' {
  interface ModelResponse extends PromiseLike<{ readonly json: unknown } | undefined> {
    /** Answers from the cache first, then again with what the source has said. */
    progressively(): ModelResponse
    subscribe(onNext: (value: { readonly json: unknown }) => void, onError: (error: unknown) => void, onCompleted: () => void): unknown
  }
  interface Model {
    get(...pathSets: readonly unknown[]): ModelResponse
    set(...values: readonly unknown[]): ModelResponse
    call(path: unknown, args?: unknown, suffixes?: unknown, paths?: unknown): ModelResponse
    getValue(path: unknown): PromiseLike<unknown>
    setValue(path: unknown, value: unknown): PromiseLike<unknown>
    invalidate(...paths: readonly unknown[]): void
    deref(json: unknown): Model
    batch(scheduler?: number): Model
    unbatch(): Model
    boxValues(): Model
    treatErrorsAsValues(): Model
    getCache(...paths: readonly unknown[]): unknown
    setCache(cache: unknown): void
  }
  const falcor: { readonly Model: new (options: { source?: unknown; cache?: unknown; maxRetries?: number }) => Model }
  export default falcor
}

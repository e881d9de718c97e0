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
  type ModelResponse = PromiseLike<{ readonly json: unknown } | undefined>
  class Model {
    constructor(options: { source?: unknown })
    get(...pathSets: readonly unknown[]): ModelResponse
    set(...values: readonly unknown[]): ModelResponse
    call(path: unknown, args?: unknown, suffixes?: unknown, paths?: unknown): ModelResponse
    treatErrorsAsValues(): Model
  }
  const falcor: { readonly Model: typeof Model }
  export default falcor
}

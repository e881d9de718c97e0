// The stock Falcor client ships no types: the part that the tests use.
declare module 'falcor' {
  import type { DataSource } from '../create-data-source.ts'

  type Path = string | readonly unknown[]
  interface Response<value> extends PromiseLike<value> {
    subscribe(onNext?: (value: value) => void, onError?: (error: unknown) => void, onCompleted?: () => void): { dispose(): void }
  }

  class Model {
    constructor(options: { source?: DataSource; maxRetries?: number; disablePathCollapse?: boolean })
    get(...paths: Path[]): Response<{ readonly json: Readonly<Record<string, unknown>> } | undefined>
    getValue(path: Path): Response<unknown>
    set(...values: { readonly path: Path; readonly value: unknown }[]): Response<unknown>
    setValue(path: Path, value: unknown): Response<unknown>
    call(path: Path, args?: readonly unknown[], suffixes?: readonly Path[], thisPaths?: readonly Path[]): Response<unknown>
    invalidate(...paths: Path[]): void
    batch(): Model
    boxValues(): Model
  }

  const falcor: { readonly Model: typeof Model }
  export default falcor
  export type { Model }
}

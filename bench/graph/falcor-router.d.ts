declare module 'falcor-router' {
  interface PathValue {
    readonly path: readonly (string | number)[]
    readonly value: unknown
  }
  interface Route<router> {
    readonly route: string
    get(this: router, pathSet: readonly unknown[]): Promise<readonly PathValue[]>
  }
  export default class Router {
    static createClass<router>(routes: readonly Route<router>[]): new (options?: { maxPaths?: number }) => Router
    get(pathSets: readonly unknown[]): {
      subscribe(next: (answer: { jsonGraph: object }) => void, failed: (error: unknown) => void): unknown
    }
  }
}

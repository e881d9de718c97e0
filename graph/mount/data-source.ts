/**
 * What the stock Falcor Model calls a data source; an instance of a falcor-router class is one. Each method answers with an envelope
 * `{jsonGraph, paths?, invalidated?}`, by a promise or by anything with `subscribe(onNext, onError, onCompleted)`.
 */
export interface DataSource {
  get(pathSets: DevicePath[]): unknown
  set?(envelope: { jsonGraph: Record<string, unknown>; paths: DevicePath[] }): unknown
  call?(callPath: (string | number)[], args: unknown[], pathSuffixes: DevicePath[], thisPaths: DevicePath[]): unknown
}

/** Checked and copied: the source may do with it what it likes. */
export type DevicePath = unknown[]

/**
 * What can be mounted: a source that serves all requests and holds nothing of any; a class of which each operation gets an instance, as
 * `Router.createClass` makes it; or a function that makes a source for an operation from its personal context.
 */
export type MountSource<personal> = DataSource | (new () => DataSource) | ((context: personal) => DataSource)

/** The source for one operation. */
export function openSource(source: MountSource<never>, context: unknown): DataSource {
  if (typeof source !== 'function') return source
  const { prototype } = source as { readonly prototype?: { readonly get?: unknown } }
  return typeof prototype?.get === 'function'
    ? new (source as new () => DataSource)()
    : (source as (context: unknown) => DataSource)(context)
}

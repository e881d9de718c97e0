/** An object as it was read. */
export interface BucketObject {
  readonly etag: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What the store of models needs of a bucket: the part of R2 that it uses. */
export interface ModelBucket {
  get(key: string): Promise<BucketObject | null>
  /** Null where there is no object; what it is otherwise does not matter. */
  head(key: string): Promise<object | null>
  /** Null where the condition does not hold, and nothing is written. */
  put(key: string, value: Uint8Array | string, options?: { readonly onlyIf: PutCondition }): Promise<{ readonly etag: string } | null>
  list(options: { readonly prefix: string; readonly limit: number }): Promise<{
    readonly objects: readonly { readonly key: string; readonly size: number; readonly uploaded: Date }[]
  }>
}

/** Only over the object with this etag, or only where there is none. */
export type PutCondition = { readonly etagMatches: string } | { readonly etagDoesNotMatch: '*' }

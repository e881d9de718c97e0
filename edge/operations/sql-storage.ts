/** What SQLite takes and gives here. */
export type SqlValue = string | number | null

/** The part of a Durable Object's storage that the stores need; a test gives them another SQLite of this shape. */
export interface SqlStorageLike {
  readonly sql: {
    exec<row extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]): { toArray(): row[] }
  }
  /** All of the work's statements, or none when it throws. */
  transactionSync<value>(work: () => value): value
}

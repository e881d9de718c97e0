/** What SQLite takes and gives here. */
type SqlValue = string | number | null

/** The part of a Durable Object's SQL that the store needs; a test gives it another SQLite of this shape. */
export interface SqlLike {
  exec<row extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]): { toArray(): row[] }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareSchemas, type SchemaChange } from './compare-schemas.ts'

export const schemaFile = 'resolvers/schema.graphql'
export const releasedFile = 'resolvers/released.graphql'
export const notesFile = 'resolvers/schema-notes.json'

/** Why a breaking change is made all the same, by the id of the change. */
export type SchemaNotes = Readonly<Record<string, { readonly reason: string; readonly since: string }>>

/** Fields that somebody asked, as `GET /ops/usage` tells them; undefined: nobody looked. */
export type UsedFields = ReadonlySet<string> | undefined

export interface SchemaVerdict {
  readonly changes: readonly SchemaChange[]
  /** Breaking changes that nobody has given a reason for. */
  readonly refused: readonly SchemaChange[]
}

/** Compares the schema of the checkout with the released one. A breaking change passes with a note, or where nobody has used the field. */
export async function schemaVerdict(root: string, used?: UsedFields): Promise<SchemaVerdict> {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const notes = existsSync(join(root, notesFile)) ? (JSON.parse(read(notesFile)) as SchemaNotes) : {}
  return judge(await compareSchemas(read(releasedFile), read(schemaFile)), notes, used)
}

/** What of these changes is refused. */
export function judge(changes: readonly SchemaChange[], notes: SchemaNotes, used?: UsedFields): SchemaVerdict {
  const isUnused = ({ path }: SchemaChange) => used !== undefined && path.includes('.') && !used.has(path.split('.').slice(0, 2).join('.'))
  const refused = changes.filter((change) => change.level === 'breaking' && !notes[change.id]?.reason && !isUnused(change))
  return { changes, refused }
}

import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { notesFile, releasedFile, schemaFile, schemaVerdict } from './schema/schema-verdict.ts'
import { usedFieldsOf } from './schema/used-fields.ts'
import { projectRoot } from './wrangler.ts'

/**
 * `npm run schema:check`: what the schema changes for those who ask the released one; ends with 1 where it breaks somebody and no note says why.
 * `--usage FILE` takes what `GET /ops/usage` answers: what nobody asks for may go. `--release` makes the schema the released one.
 */
const { values } = parseArgs({ args: process.argv.slice(3), options: { usage: { type: 'string' }, release: { type: 'boolean' } } })
const used = values.usage === undefined ? undefined : usedFieldsOf(JSON.parse(readFileSync(values.usage, 'utf8')))
const { changes, refused } = await schemaVerdict(projectRoot, used)
const marks = { breaking: '✗', dangerous: '!', safe: '✓' } as const

if (changes.length === 0) console.log(`${schemaFile} is as released.`)
for (const { level, message, id } of changes) console.log(`${marks[level]} ${level.padEnd(9)} ${message}  [${id}]`)
if (refused.length > 0) {
  console.error(`\nRefused: say in ${notesFile} why each of these is made all the same, or take it back:`)
  for (const { id } of refused) console.error(`  ${JSON.stringify(id)}: { "reason": "…", "since": "YYYY-MM-DD" }`)
  process.exitCode = 1
} else if (values.release === true) {
  copyFileSync(join(projectRoot, schemaFile), join(projectRoot, releasedFile))
  console.log(`Released: ${releasedFile} is the schema as it stands.`)
}

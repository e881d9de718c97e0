import { schemaVerdict } from '../schema/schema-verdict.ts'
import type { Check } from './check.ts'

/** The schema breaks nobody who asks the released one, or a note says why. */
export const schemaCare: Check = {
  name: 'schema: nothing breaks without a note',
  run: async (root) =>
    (await schemaVerdict(root)).refused.map(({ id, message }) => `${message} [${id}]: npm run schema:check says what to do`),
}

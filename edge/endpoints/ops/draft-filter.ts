import type { FilterCompilerService, FilterLanguage } from '../../../filter-sdk/checked-filter.ts'
import { type FilterDefinition, filterName } from '../../../filter-sdk/definition-rules.ts'
import { FilterProblem } from '../../../filter-sdk/problem.ts'
import type { FilterRevision } from '../../operations/filter-revision.ts'
import { mediaTypeOf, unsupportedMediaType } from '../../protocol/media-type.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import type { HeaderReader } from '../../protocol/request-headers.ts'
import { sha256 } from '../../protocol/sha256.ts'
import { invalidFilter } from './invalid-filter.ts'

export interface Submitted {
  readonly name: string
  readonly source: string
  readonly headers: HeaderReader
  readonly author: string
  readonly reason: string | null
  readonly expiresAt: number | null
}

const languages: Readonly<Record<string, FilterLanguage>> = {
  'text/typescript': 'typescript',
  'application/typescript': 'typescript',
  'text/javascript': 'javascript',
  'application/javascript': 'javascript',
}
const accepted = 'text/typescript, text/javascript, application/json'

/** Makes a revision of what an operator sent, checked whole. Refuses what is no filter with `FILTER_INVALID`. `builtIn`: `STAGE NAME` of each. */
export async function draftOf(
  { name, source, headers, author, reason, expiresAt }: Submitted,
  compiler: FilterCompilerService | undefined,
  builtIn: ReadonlySet<string>,
): Promise<FilterRevision> {
  checkName(name, builtIn)
  const type = mediaTypeOf(headers) ?? ''
  const language = languages[type]
  if (language === undefined && type !== 'application/json') throw unsupportedMediaType(accepted)
  const checked = language === undefined ? await checkedRule(source) : await compiled(source, language, compiler)
  checkPlace(checked.definition, builtIn)
  const revision = (await sha256(`${language ?? 'rule'}\n${source}`)).slice(0, 16)
  return { ...{ name, revision, source, author, reason, expiresAt }, ...checked }
}

type Checked = Pick<FilterRevision, 'kind' | 'definition' | 'code' | 'sha256'>

async function compiled(source: string, language: FilterLanguage, compiler: FilterCompilerService | undefined): Promise<Checked> {
  if (compiler === undefined) throw new EdgeRefusal('NOT_CONFIGURED', 'Cannot publish this filter: no compiler is bound')
  const checked = await compiler.compile(source, language).catch((cause: unknown) => {
    throw new EdgeRefusal('COMPILER_UNAVAILABLE', 'Cannot publish this filter: the compiler did not answer', {}, {}, { cause })
  })
  if (!checked.ok) throw invalidFilter(checked.problems)
  return { kind: 'dynamic', definition: checked.definition, code: checked.javascript, sha256: checked.sha256 }
}

async function checkedRule(source: string): Promise<Checked> {
  const { checkRule } = await import('../../../filter-rules/check-rule.ts')
  const checked = checkRule(source)
  if (!checked.ok) throw invalidFilter(checked.problems)
  return { kind: 'rule', definition: checked.definition, code: source, sha256: await sha256(source) }
}

function checkName(name: string, builtIn: ReadonlySet<string>): void {
  const refuse = (message: string) => invalidFilter([{ line: 1, column: 1, message }])
  try {
    filterName(name, 'name')
  } catch (error) {
    if (error instanceof FilterProblem) throw refuse(error.message)
    throw error
  }
  if (name === 'off' || builtIn.has(`inbound ${name}`) || builtIn.has(`outbound ${name}`)) throw refuse(`the name '${name}' is taken`)
}

/** Published filters stand between the built-in ones of the two stages: no wish can take them elsewhere. */
function checkPlace({ stage, before = [], after = [] }: FilterDefinition, builtIn: ReadonlySet<string>): void {
  const [names, word] = stage === 'inbound' ? [before, 'before'] : [after, 'after']
  const other = names.find((name) => builtIn.has(`${stage} ${name}`))
  if (other === undefined) return
  const message = `${word}: cannot run ${word} '${other}', which is built in`
  throw invalidFilter([{ line: 1, column: 1, message }])
}

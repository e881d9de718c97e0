import { createHash } from 'node:crypto'
import ts from 'typescript-5'
import type { LiveFilter } from '../../edge/published/filter-set.ts'
import { compileFilter } from '../../filter-compiler/compile-filter.ts'
import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'

const definition: FilterDefinition = { stage: 'inbound', failMode: 'open' }

/** What filters do most: look at the request, and now and then say something about it. Ten of them, each for another model. */
export const tenFilters = (): readonly LiveFilter[] =>
  Array.from({ length: 10 }, (_, at) =>
    liveFilter(
      `filter-${at}`,
      compiled(`
        import { defineFilter } from 'marquee:filter'
        const blocked = ['BX-${at}0', 'BX-${at}1']
        export default defineFilter({
          stage: 'inbound', failMode: 'open',
          apply({ request, device }) {
            if (device.model !== null && blocked.includes(device.model)) return [{ respond: { status: 403, code: 'DEVICE_BLOCKED' } }]
            return request.url.startsWith('/graphql') && request.headers['x-lab-${at}'] === 'on' ? [{ setAttribute: ['lab', ${at}] }] : []
          },
        })`),
    ),
  )

/** Many turns and calls: a checksum over the request, again and again. */
const loop = `
  import { defineFilter } from 'marquee:filter'
  const mix = (sum, code) => ((sum << 5) - sum + code) | 0
  export default defineFilter({
    stage: 'inbound', failMode: 'open',
    apply({ request }) {
      const text = request.url + request.method
      let sum = 0
      for (let round = 0; round < 300; round++)
        for (let at = 0; at < text.length; at++) sum = mix(sum, text.charCodeAt(at))
      return [{ setAttribute: ['sum', sum] }]
    },
  })`

/** The same filter as the compiler writes it, and as it is written without counting. */
export const loopCounted = (): LiveFilter => liveFilter('loop', compiled(loop))
export const loopPlain = (): LiveFilter =>
  liveFilter(
    'loop',
    ts.transpileModule(loop, { compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, removeComments: true } })
      .outputText,
  )
export const idle = (): LiveFilter =>
  liveFilter(
    'idle',
    compiled(
      "import { defineFilter } from 'marquee:filter'\nexport default defineFilter({ stage: 'inbound', failMode: 'open', apply: () => [] })",
    ),
  )

/** So many rules, of which the last matches. What the others are for comes in turn: a path, a class, a country, a header, an expression. */
export function rules(count: number): readonly LiveFilter[] {
  return Array.from({ length: count }, (_, at) => {
    const matches = at === count - 1
    const others = [
      { when: { path: `/legacy/${at}/*` } },
      { when: { device: { class: [`class-${at}`] } } },
      { when: { country: ['XX'], header: { 'x-lab': `on-${at}` } } },
      { when: { path: '/graphql' }, expression: `device.model == "BX-${at}"` },
      { when: { method: ['GET'] }, expression: `request.path == "/old/${at}" && device.class == "tv"` },
    ]
    const rule = matches
      ? { when: { path: '/graphql' }, expression: 'device.class == "tv" && device.country == "NL"' }
      : (others[at % others.length] as object)
    const code = JSON.stringify({ ...definition, ...rule, actions: [{ setAttribute: ['rule', at] }] })
    const { when } = rule as { readonly when: NonNullable<FilterDefinition['when']> }
    return { ...liveFilter(`rule-${at}`, code), kind: 'rule', definition: { ...definition, when } }
  })
}

function compiled(source: string): string {
  const result = compileFilter(source, 'javascript')
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '))
  return result.javascript
}

function liveFilter(name: string, code: string): LiveFilter {
  const sha256 = createHash('sha256').update(code).digest('hex')
  return { name, revision: sha256.slice(0, 16), kind: 'dynamic', definition, code, sha256, share: null, expiresAt: null, proven: true }
}

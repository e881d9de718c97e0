import type { FilterCompilerService } from '../../../filter-sdk/checked-filter.ts'
import { filterLimits } from '../../../filter-sdk/filter-limits.ts'
import type { Exchange } from '../../exchange.ts'
import type { ControlRoomCalls } from '../../operations/control-room-calls.ts'
import type { FilterProblem, FilterWrite, FilterWritten } from '../../operations/filter-revision.ts'
import type { Operations } from '../../operations/operations.ts'
import type { ListedFilter } from '../../pipeline/pipeline.ts'
import { type Answer, jsonAnswer } from '../../protocol/answer.ts'
import { isJsonObject } from '../../protocol/json-object.ts'
import { EdgeRefusal, overLimit } from '../../protocol/refusal.ts'
import type { FilterSet } from '../../published/filter-set.ts'
import { orderPublished } from '../../published/order-published.ts'
import type { PublishedFilters } from '../../published/published-filters.ts'
import type { Rehearsal } from '../../published/rehearse.ts'
import { askOperations } from './ask-operations.ts'
import { draftOf } from './draft-filter.ts'
import { describeHistory } from './filter-history.ts'
import { ifMatchOf } from './if-match.ts'
import { type OpsCall, type OpsQuestion, reading } from './ops-call.ts'
import { badField, readSearch } from './read-search.ts'

export interface FilterCallsOptions {
  readonly operations: Operations
  readonly builtIn: readonly ListedFilter[]
  readonly published: PublishedFilters
  /** Undefined: only rules can be published. */
  readonly compiler: FilterCompilerService | undefined
  /** Tries a draft on recent requests. */
  rehearse(draft: FilterSet[number], active: FilterSet[number] | undefined, exchange: Exchange): Promise<Rehearsal>
}

const named = (rest = '') => new RegExp(`^/ops/filters/([^/]{1,64})${rest}$`)

/** `/ops/filters…`: what runs, and filters published, tried, undone. */
export function filterCalls({ operations, builtIn, published, compiler, rehearse }: FilterCallsOptions): readonly OpsCall[] {
  const { limits, controlRoom, local } = operations
  const ask = <value>(question: (room: ControlRoomCalls) => Promise<value>) =>
    askOperations('CONTROL_ROOM_UNAVAILABLE', controlRoom, limits.operationsTimeoutMs, question)

  /** What is live changes here at once, and in the whole location. */
  async function written(outcome: FilterWritten | FilterProblem): Promise<FilterWritten> {
    if ('problem' in outcome) throw problemOf(outcome)
    await published.learn(outcome.set)
    return outcome
  }

  const write = (exchange: Exchange): FilterWrite => ({
    author: exchange.device.operator?.subject ?? '',
    reason: exchange.url.searchParams.get('reason')?.slice(0, limits.maxReasonLength) ?? null,
    ifMatch: ifMatchOf(exchange),
  })

  async function list(): Promise<Answer> {
    // A developer's machine may have no control room, and nothing published.
    const listed = controlRoom === undefined && local ? [] : await ask((room) => room.listFilters())
    const told = listed.map(({ name, kind, state, revision, definition: { stage, failMode }, trial }) => ({
      ...{ name, stage, kind, state, revision, failMode, ...trial },
    }))
    const runs = ({ state }: { readonly state: string }) => state === 'active' || state === 'canary'
    const inOrder = (stage: 'inbound' | 'outbound') => {
      const live = listed.filter((one) => runs(one) && one.definition.stage === stage)
      const names = orderPublished([...new Map(live.map((one) => [one.name, one])).values()], stage).map(({ name }) => name)
      return told
        .filter((one) => runs(one) && one.stage === stage)
        .toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name))
    }
    const ofStage = (stage: 'inbound' | 'outbound') => builtIn.filter((one) => one.stage === stage)
    const filters = [...ofStage('inbound'), ...inOrder('inbound'), ...inOrder('outbound'), ...ofStage('outbound')]
    // By which set this isolate answers: the same as everybody's after five seconds.
    return jsonAnswer(200, { version: published.version(), filters: [...filters, ...told.filter((one) => !runs(one))] })
  }

  async function put({ exchange, part: name, body }: OpsQuestion): Promise<Answer> {
    const { expires } = readSearch(exchange.url.searchParams, ['reason', 'expires'])
    const by = write(exchange)
    const draft = await draftOf(
      {
        name,
        source: String(body),
        headers: exchange.headers,
        author: by.author,
        reason: by.reason,
        expiresAt: expiryOf(expires, operations.now()),
      },
      compiler,
      new Set(builtIn.map((one) => `${one.stage} ${one.name}`)),
    )
    const { set } = await ask((room) => room.filterSet(-1))
    const active = set?.filters.find((one) => one.name === name && one.share === null)
    const { revision, kind, definition, code, sha256, expiresAt } = draft
    const tried = { name, revision, kind, definition, code, sha256, share: null, expiresAt, proven: false }
    const dryRun = await rehearse(tried, active, exchange)
    const outcome = await ask((room) => room.draftFilter(draft, by))
    if ('problem' in outcome) throw problemOf(outcome)
    return jsonAnswer(201, { name, revision, state: outcome.state, dryRun }, etag(revision))
  }

  return [
    reading(/^\/ops\/filters$/, list),

    reading(named('/history'), async ({ part: name }) => {
      const history = await ask((room) => room.filterHistory(name))
      if (history === null) throw unknown()
      return jsonAnswer(200, { name, revisions: await describeHistory(history) }, etag(history.current))
    }),

    { method: 'PUT', path: named(), maxBodyBytes: filterLimits.maxSourceBytes, takes: 'text', answer: put },

    {
      method: 'POST',
      path: /^\/ops\/filters\/off$/,
      async answer({ exchange }) {
        const { names, set } = await ask((room) => room.switchFiltersOff(write(exchange)))
        await published.learn(set)
        return jsonAnswer(200, { off: names })
      },
    },

    {
      method: 'POST',
      path: named('/activate'),
      maxBodyBytes: limits.maxBodyBytes,
      async answer({ exchange, part: name, body }) {
        const { revision, share } = readActivation(body)
        const by = write(exchange)
        const outcome = await written(await ask((room) => room.activateFilter(name, revision, share, by)))
        return jsonAnswer(200, { name, revision: outcome.revision, state: outcome.state, share }, etag(outcome.revision))
      },
    },

    {
      method: 'POST',
      path: named('/rollback'),
      async answer({ exchange, part: name }) {
        const { revision, state } = await written(await ask((room) => room.rollBackFilter(name, write(exchange))))
        return jsonAnswer(200, { name, revision, state }, etag(revision))
      },
    },

    {
      method: 'DELETE',
      path: named(),
      async answer({ exchange, part: name }) {
        const { state } = await written(await ask((room) => room.switchFilterOff(name, write(exchange))))
        return jsonAnswer(200, { name, state })
      },
    },
  ]
}

function problemOf(outcome: FilterProblem): EdgeRefusal {
  switch (outcome.problem) {
    case 'unknown':
      return unknown()
    case 'changed':
      return new EdgeRefusal(
        'REVISION_CHANGED',
        'Cannot write: another revision is the current one',
        { current: outcome.current },
        etag(outcome.current),
      )
    case 'full':
      return overLimit('FILTER_INVALID', 'publishedFilters', outcome.maximum, outcome.maximum + 1)
    case 'invalid':
      return new EdgeRefusal('FILTER_INVALID', `Cannot make this filter live: ${outcome.message}`)
  }
}

const unknown = () => new EdgeRefusal('NOT_FOUND', 'Cannot find this filter, or this revision of it')

const etag = (revision: string | null): Readonly<Record<string, string>> => (revision === null ? {} : { etag: `"${revision}"` })

function expiryOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null
  const at = Date.parse(text)
  if (!(at > now)) throw badField('expires')
  return at
}

function readActivation(body: unknown): { readonly revision: string | null; readonly share: number } {
  const { revision = null, share = 1 } = isJsonObject(body) ? body : {}
  if (!isJsonObject(body) || (revision !== null && typeof revision !== 'string')) throw badBody('revision')
  if (typeof share !== 'number' || !(share > 0 && share <= 1)) throw badBody('share')
  return { revision, share }
}

const badBody = (position: string) => new EdgeRefusal('BAD_BODY', `Cannot activate: '${position}' is not as it should be`, { position })

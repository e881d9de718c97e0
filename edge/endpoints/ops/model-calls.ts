import { type ModelPointer, type ModelProblem, type ModelWritten, maxModelBytes } from '../../../contracts/served-models.ts'
import type { EdgeLimits } from '../../config/limits.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import { type Answer, jsonAnswer } from '../../protocol/answer.ts'
import { isJsonObject } from '../../protocol/json-object.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import { originValue } from '../origin-value.ts'
import { ifMatchOf } from './if-match.ts'
import { type OpsCall, reading } from './ops-call.ts'

/** `/ops/models…`: which model ranks, files of models kept, tried by a share of members, made current, undone. */
export function modelCalls({ maxBodyBytes }: EdgeLimits, bindOrigins: (scope: CallScope) => OriginClients): readonly OpsCall[] {
  return [
    reading(/^\/ops\/models$/, async ({ exchange }) => {
      const { pointer, etag, stored, here } = originValue(await bindOrigins(exchange).ranking.models())
      const kept = stored.map(({ model, bytes, at }) => ({ model, bytes, at: new Date(at).toISOString() }))
      return jsonAnswer(200, { ...toldPointer(pointer), here, stored: kept }, etagOf(etag))
    }),

    {
      method: 'PUT',
      path: /^\/ops\/models$/,
      maxBodyBytes: maxModelBytes,
      takes: 'bytes',
      async answer({ exchange, body }) {
        const outcome = originValue(await bindOrigins(exchange).ranking.putModel(body as Uint8Array))
        if ('problem' in outcome) throw refusalOf(outcome)
        return jsonAnswer(201, { model: outcome.model, bytes: outcome.bytes })
      },
    },

    {
      method: 'POST',
      path: /^\/ops\/models\/([0-9a-f]{12})\/activate$/,
      maxBodyBytes,
      async answer({ exchange, part: model, body }) {
        const share = readShare(body)
        return written(originValue(await bindOrigins(exchange).ranking.activateModel({ model, share, etag: ifMatchOf(exchange) })))
      },
    },

    {
      method: 'POST',
      path: /^\/ops\/models\/rollback$/,
      answer: async ({ exchange }) => written(originValue(await bindOrigins(exchange).ranking.rollBackModel(ifMatchOf(exchange)))),
    },
  ]
}

function written(outcome: ModelWritten | ModelProblem): Answer {
  if ('problem' in outcome) throw refusalOf(outcome)
  return jsonAnswer(200, toldPointer(outcome.pointer), etagOf(outcome.etag))
}

function toldPointer(pointer: ModelPointer | null) {
  if (pointer === null) return { model: null, since: null, canary: null, previous: null }
  return { ...pointer, since: pointer.model === null ? null : new Date(pointer.since).toISOString() }
}

function refusalOf(outcome: ModelProblem): EdgeRefusal {
  switch (outcome.problem) {
    case 'refused':
      return new EdgeRefusal(outcome.code, outcome.message)
    case 'unknown':
      return new EdgeRefusal('NOT_FOUND', 'Cannot find this model, or one to go back to')
    case 'changed':
      return new EdgeRefusal(
        'REVISION_CHANGED',
        'Cannot write: the pointer to the current model is another by now',
        { current: outcome.etag },
        etagOf(outcome.etag),
      )
  }
}

const etagOf = (etag: string | null): Readonly<Record<string, string>> => (etag === null ? {} : { etag: `"${etag}"` })

function readShare(body: unknown): number {
  const share = isJsonObject(body) ? (body.share ?? 1) : undefined
  if (typeof share !== 'number' || !(share > 0 && share <= 1))
    throw new EdgeRefusal('BAD_BODY', "Cannot activate: 'share' is not as it should be", { position: 'share' })
  return share
}

import type { Purges } from '../../cache/purges.ts'
import type { EdgeLimits } from '../../config/limits.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import { readCacheTag } from '../../protocol/cache-tags.ts'
import { isJsonObject } from '../../protocol/json-object.ts'
import { EdgeRefusal, overLimit } from '../../protocol/refusal.ts'
import type { OpsCall } from './ops-call.ts'

/** `POST /ops/purge` `{"tags":["titles-842"]}`. The location that is asked drops them, in all its isolates within a second. */
export function purgeCall({ maxBodyBytes, maxPurgedTags }: EdgeLimits, purges: Purges): OpsCall {
  return {
    method: 'POST',
    path: /^\/ops\/purge$/,
    maxBodyBytes,
    async answer({ body }) {
      const tags = isJsonObject(body) ? body.tags : undefined
      if (!isTags(tags))
        throw new EdgeRefusal('BAD_BODY', 'Cannot purge: need tags, each COLLECTION-ID, COLLECTION or *', { position: 'tags' })
      if (tags.length > maxPurgedTags) throw overLimit('BAD_BODY', 'tags', maxPurgedTags, tags.length)
      await purges.add(tags)
      return jsonAnswer(200, { purged: tags })
    },
  }
}

const isTags = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((tag) => typeof tag === 'string' && readCacheTag(tag) !== undefined)

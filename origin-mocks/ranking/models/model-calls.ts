import {
  type ModelActivation,
  type ModelCode,
  type ModelOperations,
  type ModelsTold,
  maxModelBytes,
} from '../../../contracts/served-models.ts'
import type { Columns } from '../columns.ts'
import { refusal } from '../refusal.ts'
import { isModelId } from './model-pointer.ts'
import { type ModelStore, modelIdOf } from './model-store.ts'
import type { OpenModel } from './opened-model.ts'
import { proveModel } from './prove-model.ts'

/** What operators' calls are answered with. */
export interface ModelCallServices {
  readonly store: ModelStore
  readonly open: OpenModel
  readonly now: number
  columns(): Promise<Columns>
  /** What this isolate serves, once it has looked. */
  look(): Promise<ModelsTold['here']>
  /** Why this isolate would not serve a model; null where it would, and is about to. */
  prove(model: string): Promise<{ readonly code: ModelCode | 'MODEL_MISSING'; readonly message: string } | null>
}

/** Operators' calls on the models of a store. A file is proved before it is kept; throws a TypeError for what no operator's call would send. */
export function createModelCalls({ store, open, now, columns, look, prove }: ModelCallServices): ModelOperations {
  return {
    async models() {
      const [{ pointer, etag }, stored, here] = await Promise.all([store.current(), store.stored(), look()])
      return { pointer, etag, stored, here }
    },
    async putModel(bytes) {
      if (!(bytes instanceof Uint8Array) || bytes.length > maxModelBytes) throw refusal('model', `at most ${maxModelBytes} bytes`, null)
      const model = await modelIdOf(bytes)
      const proved = await proveModel(await columns(), model, bytes, open)
      if ('code' in proved) return { problem: 'refused', ...proved }
      await store.keep(bytes)
      return { model, bytes: bytes.length }
    },
    async activateModel(activation) {
      checkActivation(activation)
      // It was proved when it was kept; since then the catalog may be another, and the bucket may have been written to by another hand.
      const refused = await prove(activation.model)
      if (refused !== null) {
        const { code, message } = refused
        return code === 'MODEL_MISSING' ? { problem: 'unknown' } : { problem: 'refused', code, message }
      }
      const written = await store.activate(activation, now)
      if ('pointer' in written) await look()
      return written
    },
    async rollBackModel(etag) {
      checkEtag(etag)
      const written = await store.rollBack(etag, now)
      if ('pointer' in written) await look()
      return written
    },
  }
}

function checkActivation({ model, share, etag }: ModelActivation): void {
  if (!isModelId(model)) throw refusal('model', 'twelve hexadecimal digits', model)
  if (!(share > 0 && share <= 1)) throw refusal('share', 'above 0, up to 1', share)
  checkEtag(etag)
}

function checkEtag(etag: string | null): void {
  if (etag !== null && typeof etag !== 'string') throw refusal('etag', 'text', etag)
}

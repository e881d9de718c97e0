import type { ModelActivation, ModelPointer, ModelProblem, ModelsTold, ModelWritten } from '../../../contracts/served-models.ts'
import type { ModelBucket } from './model-bucket.ts'
import { activated, isModelId, noModel, parsePointer, rolledBack } from './model-pointer.ts'

/** The pointer as it was read. */
export interface ReadPointer {
  /** Null where there is none, or what is there is none. */
  readonly pointer: ModelPointer | null
  /** Null where nothing is there. */
  readonly etag: string | null
}

/** Models in a bucket: `models/ID.bin`, never changed, and `current`, which says which of them is served. */
export interface ModelStore {
  current(): Promise<ReadPointer>
  /** The file under this name, whatever it holds; null where there is none. */
  file(model: string): Promise<Uint8Array | null>
  has(model: string): Promise<boolean>
  /** Keeps a file, and gives its name. The same file twice is kept once. */
  keep(file: Uint8Array): Promise<string>
  stored(): Promise<ModelsTold['stored']>
  activate(activation: ModelActivation, now: number): Promise<ModelWritten | ModelProblem>
  rollBack(etag: string | null, now: number): Promise<ModelWritten | ModelProblem>
}

const pointerKey = 'current'
const prefix = 'models/'
const mostListed = 500
/** A write without an etag is tried again over what another has just written. */
const tries = 5

export const fileKey = (model: string) => `${prefix}${model}.bin`

/** The name of a model: the first twelve digits of the SHA-256 of its file. */
export async function modelIdOf(file: Uint8Array): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', file as Uint8Array<ArrayBuffer>))
  return Array.from(sum.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The models in a bucket. What the bucket throws is thrown. */
export function createModelStore(bucket: ModelBucket): ModelStore {
  async function current(): Promise<ReadPointer> {
    const object = await bucket.get(pointerKey)
    if (object === null) return { pointer: null, etag: null }
    return { pointer: parsePointer(new TextDecoder().decode(await object.arrayBuffer())), etag: object.etag }
  }

  /** Reads, changes and writes only over what was read: of two at once one has to begin again, or is told. */
  async function change(
    expected: string | null,
    next: (before: ModelPointer) => ModelPointer | null,
  ): Promise<ModelWritten | ModelProblem> {
    for (let tried = 0; ; tried++) {
      const before = await current()
      if (expected !== null && before.etag !== expected) return { problem: 'changed', etag: before.etag }
      const pointer = next(before.pointer ?? noModel)
      if (pointer === null) return { problem: 'unknown' }
      const onlyIf = before.etag === null ? ({ etagDoesNotMatch: '*' } as const) : { etagMatches: before.etag }
      const put = await bucket.put(pointerKey, JSON.stringify(pointer), { onlyIf })
      if (put !== null) return { pointer, etag: put.etag }
      if (tried === tries) return { problem: 'changed', etag: (await current()).etag }
    }
  }

  const has = async (model: string) => isModelId(model) && (await bucket.head(fileKey(model))) !== null

  return {
    current,
    has,
    async file(model) {
      const object = isModelId(model) ? await bucket.get(fileKey(model)) : null
      return object === null ? null : new Uint8Array(await object.arrayBuffer())
    },
    async keep(file) {
      const model = await modelIdOf(file)
      // An object is there whole or not at all; one that was damaged since is put right by the same file.
      await bucket.put(fileKey(model), file)
      return model
    },
    async stored() {
      const { objects } = await bucket.list({ prefix, limit: mostListed })
      return objects
        .map(({ key, size, uploaded }) => ({ model: key.slice(prefix.length, -'.bin'.length), bytes: size, at: uploaded.getTime() }))
        .filter(({ model }) => isModelId(model))
        .sort((one, other) => other.at - one.at || (one.model < other.model ? -1 : 1))
    },
    async activate({ model, share, etag }, now) {
      return (await has(model)) ? change(etag, (before) => activated(before, model, share, now)) : { problem: 'unknown' }
    },
    rollBack: (etag, now) => change(etag, (before) => rolledBack(before, now)),
  }
}

import type { ModelOperations, ModelPointer, ModelProblem, ModelWritten } from '../served-models.ts'

/** Models in memory: takes any bytes that begin as a model does, and serves none of them. */
export function createFakeModels(now: () => number): ModelOperations {
  const stored = new Map<string, { readonly bytes: number; readonly at: number }>()
  let pointer: ModelPointer | null = null
  let revision = 0
  const etag = () => (pointer === null ? null : `e${revision}`)
  const write = (next: ModelPointer): ModelWritten => {
    pointer = next
    revision++
    return { pointer: next, etag: `e${revision}` }
  }
  const changed = (): ModelProblem => ({ problem: 'changed', etag: etag() })

  return {
    async models() {
      const here = { model: pointer?.model ?? null, canary: pointer?.canary?.model ?? null, refused: [] }
      return { pointer, etag: etag(), stored: [...stored].map(([model, file]) => ({ model, ...file })).reverse(), here }
    },
    async putModel(bytes) {
      if (new TextDecoder().decode(bytes.subarray(0, 8)) !== 'MRQMODEL')
        return { problem: 'refused', code: 'MODEL_FOREIGN', message: 'Cannot read the model: the file is none' }
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
      const model = Array.from(sum.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')
      stored.set(model, { bytes: bytes.length, at: now() })
      return { model, bytes: bytes.length }
    },
    async activateModel({ model, share, etag: expected }) {
      if (expected !== null && expected !== etag()) return changed()
      if (!stored.has(model)) return { problem: 'unknown' }
      const before = pointer ?? { model: null, since: now(), canary: null, previous: null }
      if (share < 1) return write({ ...before, canary: { model, share } })
      return write({ model, since: now(), canary: null, previous: before.model === model ? before.previous : before.model })
    },
    async rollBackModel(expected) {
      if (expected !== null && expected !== etag()) return changed()
      if (pointer?.canary) return write({ ...pointer, canary: null })
      if (!pointer?.previous) return { problem: 'unknown' }
      return write({ model: pointer.previous, since: now(), canary: null, previous: null })
    },
  }
}

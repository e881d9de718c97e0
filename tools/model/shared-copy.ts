/** The same value with its numbers in memory that threads share, so that no thread needs a copy; ids and single numbers are copied as ever. */
export function sharedCopy<value>(value: value): value {
  return copied(value) as value
}

/** The memory of all numbers within a value, each once, but for what is shared already. */
export function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  collect(value, found)
  return [...found]
}

function copied(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return isShared(value) ? value : sharedView(value)
  if (Array.isArray(value)) return value.map(copied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
}

function sharedView(view: ArrayBufferView): ArrayBufferView {
  const memory = new SharedArrayBuffer(view.byteLength)
  new Uint8Array(memory).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  const View = view.constructor as new (memory: SharedArrayBuffer) => ArrayBufferView
  return new View(memory)
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (!isShared(value)) found.add(value.buffer as ArrayBuffer)
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collect(part, found)
  }
}

const isShared = (view: ArrayBufferView) => view.buffer instanceof SharedArrayBuffer

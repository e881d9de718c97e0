const encoder = new TextEncoder()

/** The UTF-8 of an answer of the engine, whatever form it left the engine in: ready bytes, text, or a result still to be written. */
export function bodyOf(answer: object): Uint8Array {
  const { body, json, result } = answer as { body?: unknown; json?: unknown; result?: unknown }
  if (body instanceof Uint8Array) return body
  if (typeof body === 'object' && body !== null && 'bytes' in body && body.bytes instanceof Uint8Array) return body.bytes
  if (typeof body === 'string') return encoder.encode(body)
  return encoder.encode(typeof json === 'string' ? json : JSON.stringify(result))
}

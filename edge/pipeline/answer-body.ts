import type { Answer } from '../protocol/answer.ts'

/** All bytes of an answer, which keeps them; undefined where there are more than `maxBytes`, and the answer has them all the same. */
export async function bufferAnswer(answer: Answer, maxBytes: number): Promise<Uint8Array | undefined> {
  if (!(answer.body instanceof ReadableStream)) {
    const bytes = new Uint8Array(await new Response(answer.body).arrayBuffer())
    return bytes.byteLength > maxBytes ? undefined : bytes
  }
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const read: Uint8Array[] = []
  for (let size = 0; size <= maxBytes; ) {
    const { done, value } = await reader.read()
    if (done) {
      const bytes = new Uint8Array(await new Blob(read as Uint8Array<ArrayBuffer>[]).arrayBuffer())
      answer.body = bytes
      return bytes
    }
    read.push(value)
    size += value.byteLength
  }
  answer.body = resumed(read, reader)
  return undefined
}

/** Lets each piece of an answer's body through `onChunk`, as it goes out. */
export function watchAnswer(answer: Answer, onChunk: (chunk: Uint8Array) => Uint8Array | undefined): void {
  const { body } = new Response(answer.body)
  if (body === null) return
  answer.body = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => controller.enqueue(onChunk(chunk) ?? chunk),
    }),
  )
}

/** A stream of what was read of it already, and then of the rest. */
function resumed(read: readonly Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  const waiting = [...read]
  return new ReadableStream(
    {
      async pull(controller) {
        const next = waiting.shift() ?? (await reader.read()).value
        if (next === undefined) controller.close()
        else controller.enqueue(next)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

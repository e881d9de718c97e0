/** Asks an origin over HTTP. `length` is that of the body in bytes, undefined where it is not known. Rejects where no answer comes. */
export type AskHttp = (address: URL, init: RequestInit, length: number | undefined) => Promise<Response>

/** The platform's way to ask. Many a server takes no body of unknown length, which is what the platform makes of a stream unless it is told. */
export const askHttp: AskHttp = (address, init, length) => fetch(address, { ...init, ...withLength(init.body, length) })

function withLength(body: RequestInit['body'], length: number | undefined): { readonly body?: ReadableStream } {
  return body instanceof ReadableStream && length !== undefined ? { body: body.pipeThrough(new FixedLengthStream(length)) } : {}
}

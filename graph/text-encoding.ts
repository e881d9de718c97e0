/**
 * UTF-8 as every JavaScript platform has it (WHATWG Encoding). Declared here, since the engine is compiled without the types of any
 * platform, so that nothing else of one is used by accident.
 */
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> }
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text)
}

export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

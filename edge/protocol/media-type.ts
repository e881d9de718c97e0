import { EdgeRefusal } from './refusal.ts'
import type { HeaderReader } from './request-headers.ts'

/** The media type of a body, lower case, without parameters; '' where none is declared. Refuses another charset than UTF-8. */
export function mediaTypeOf(headers: HeaderReader): string {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.trim().split('=')
    if (name === 'charset' && !/^"?utf-?8"?$/.test(value)) throw unsupportedMediaType('charset=utf-8')
  }
  return type.trim()
}

export function unsupportedMediaType(accepted: string): EdgeRefusal {
  return new EdgeRefusal('UNSUPPORTED_MEDIA_TYPE', `Cannot read this body: send ${accepted}`, { accepted })
}

/**
 * The one normal form of a URL's path: each octet that is encoded decoded once (RFC 3986, 6.2.2.2; the URL parser has taken out dot segments,
 * encoded ones too). Undefined where a path has no such form, since whoever reads it next could read another: broken escapes, separators,
 * control characters or dot segments that were encoded, something that would decode again, empty segments.
 */
export function normalPath(path: string): string | undefined {
  if (!/%|\/\/|\\/.test(path)) return path
  if (/%(?:2f|5c|25)/i.test(path)) return undefined
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return undefined
  }
  return /[\x00-\x1f\x7f\\]|\/\/|\/\.{1,2}(?:\/|$)/.test(decoded) ? undefined : decoded
}

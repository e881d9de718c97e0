// What JSON escapes, and surrogates, of which only whole pairs may stand as they are (RFC 8259 §7).
const special = /["\\\u0000-\u001f\ud800-\udfff]/

/** A string as JSON. Most need no escaping, and asking is cheaper than `JSON.stringify`. */
export function quote(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`
}

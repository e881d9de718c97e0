/** A question that makes no sense, as it is refused: what must be what, and what was found. */
export function refusal(what: string, need: string, found: unknown): TypeError {
  const text = Array.isArray(found) ? `${found.length} of them` : JSON.stringify(found)?.slice(0, 40)
  return new TypeError(`Cannot rank: ${what} must be ${need}, found ${text}`)
}

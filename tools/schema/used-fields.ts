/** The fields that any client asked, of an answer of `GET /ops/usage`. Throws where it is none. */
export function usedFieldsOf(usage: unknown): ReadonlySet<string> {
  const { clients } = usage as { readonly clients?: readonly { readonly fields: Readonly<Record<string, number>> }[] }
  if (!Array.isArray(clients)) throw new TypeError('Cannot read this usage: it lists no clients')
  return new Set(clients.flatMap(({ fields }) => Object.keys(fields)))
}

type Headers = Readonly<Record<string, string>>

/** What was done to headers, by their names alone: their values may be nobody's business. */
export function changesOf(before: Headers, after: Headers): readonly string[] {
  const set = Object.keys(after).filter((name) => before[name] !== after[name])
  const removed = Object.keys(before).filter((name) => !(name in after))
  return [...set.map((name) => `set ${name}`), ...removed.map((name) => `remove ${name}`)]
}

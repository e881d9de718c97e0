/** Words of a query that count; the rest is not looked at. */
const maxWords = 12
/** Characters of a word that count. */
const maxWordLength = 40
/** Characters of a query that are looked at. */
const maxQueryLength = 1_000

/**
 * The words of a text as FTS5's tokenizer sees them: runs of letters and digits. Marks are dropped, as `remove_diacritics` does, so that
 * `é` in one or two code points is one letter. Quotes, operators, emoji, NUL and lone surrogates separate words.
 */
export function wordsOf(query: string): readonly string[] {
  const plain = query.slice(0, maxQueryLength).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => [...word].slice(0, maxWordLength).join('')))].slice(0, maxWords)
}

/** An FTS5 expression that wants each of the words as the beginning of a word. The words are letters and digits, so quoting them is safe. */
export function matchExpression(words: readonly string[]): string {
  return words.map((word) => `"${word}"*`).join(' AND ')
}

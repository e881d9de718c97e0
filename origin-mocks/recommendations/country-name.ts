const names = new Intl.DisplayNames('en', { type: 'region' })

/** Countries whose names take an article within a sentence. */
const withArticle: ReadonlySet<string> = new Set(['AE', 'BS', 'CF', 'CZ', 'DO', 'GB', 'GM', 'MV', 'NL', 'PH', 'US'])

/** A country (ISO 3166-1 alpha-2) as it reads in a sentence: "the Netherlands", "France"; null for what is no country. */
export function countryName(country: string): string | null {
  if (!/^[A-Z]{2}$/.test(country)) return null
  const name = names.of(country)
  if (name === undefined || name === country) return null
  return withArticle.has(country) ? `the ${name}` : name
}

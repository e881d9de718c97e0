/** The marks of the rating boards that a child may see. */
const suitable: ReadonlySet<string> = new Set(['G', 'PG', 'TV-Y', 'TV-Y7', 'TV-Y7-FV', 'TV-G'])

/** Whether a film with this mark may be shown on a child's profile. A film without a mark, or with one that is not known, may not. */
export function suitsChildren(maturity: string | null): boolean {
  return maturity !== null && suitable.has(maturity)
}

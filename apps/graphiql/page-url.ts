/** What the page's address asks for. */
export interface PageUrl {
  /** Whose session to take; undefined for a visitor. */
  readonly profile: number | undefined
  /** The document to show first. */
  readonly query: string | undefined
}

/** Reads `?profile=12&query=…`. Profile 7 where none is named; a visitor where it is no number. */
export function readPageUrl(search: string): PageUrl {
  const params = new URLSearchParams(search)
  const profile = params.get('profile') ?? '7'
  return { profile: /^[1-9]\d{0,8}$/.test(profile) ? Number(profile) : undefined, query: params.get('query') ?? undefined }
}

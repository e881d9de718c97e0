/** The times and counts of this origin. */
export const limits = {
  /** A page is built without the history after this long. */
  historyTimeoutMs: 400,
  /** A page is built in the default order after this long. */
  rankingTimeoutMs: 800,
  /** Genre rows and names are left out when the catalog takes longer, the first time an isolate asks it. */
  featuresTimeoutMs: 400,
  /** Features older than this are loaded again, beside the request that found them old. */
  featuresMaxAgeMs: 60_000,
  /** The same stamp gives the same snapshot for this long; then a new ranking model is seen too. */
  snapshotReuseMs: 30 * 60_000,
  /** How long a snapshot is kept after it was last handed out. */
  snapshotKeepMs: 2 * 60 * 60_000,
  /** Handing out a snapshot by its id writes down the time only when the last such note is older than this. */
  snapshotTouchMs: 30 * 60_000,
  /** After an erasure was announced: when to see whether it was made, should nobody say so. */
  erasureCheckMs: 5_000,
  /** And when to look for the last time: no request that could still make it lives so long. */
  erasurePatienceMs: 50_000,
  /** The most snapshots one owner has; the oldest go first. */
  maxSnapshots: 500,
  /** What operators say about pages is asked for again beside a request after this long, */
  rulesRenewMs: 2_000,
  /** and in front of one after this long: no page follows rules that are older. */
  rulesMaxAgeMs: 4_000,
  /** A page is built without rules when they take longer, and says so. */
  rulesTimeoutMs: 300,
  /** What is popular in a country, likewise; it changes by the day. */
  countryRenewMs: 60_000,
  countryMaxAgeMs: 60 * 60_000,
  countryTimeoutMs: 300,
  /** The most countries that an isolate keeps. */
  maxCountries: 250,
  /** So many titles are popular in a country. */
  maxPopularInCountry: 75,
  /** How long it is kept what was tried on a page. */
  explorationKeepMs: 30 * 24 * 60 * 60_000,
  /** So long after it was shown a title that was tried may be taken; then it was not. */
  explorationOutcomeMs: 7 * 24 * 60 * 60_000,
  /** The most slots of one owner that are kept; the oldest go first. */
  maxExplorations: 300,
  /** The most owners whose explorations operators can find; the oldest go first. */
  maxExplorers: 100_000,
  /** The most ids in one call. */
  maxIds: 500,
} as const

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
  /** The most snapshots one owner has; the oldest go first. */
  maxSnapshots: 500,
  /** The most ids in one call. */
  maxIds: 500,
} as const

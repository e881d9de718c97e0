/** Every time and size of the edge. Counts that bound the graph stand in `graph/limits.ts`. */
export interface EdgeLimits {
  /** From the start of a request to its answer; what has not come by then is left out. */
  readonly deadlineMs: number
  /** For operators' calls, which seed whole stores. */
  readonly opsDeadlineMs: number
  /** Until the headers of a manifest or segment. */
  readonly mediaDeadlineMs: number
  /** Until the headers of what an HTTP origin answers, the upload included. */
  readonly proxyDeadlineMs: number
  /** For an HTTP origin to take the next piece of a request or to answer; longer than `maxStallMs`, which is for the device. */
  readonly proxyTimeoutMs: number
  /** A body that goes on to an HTTP origin. */
  readonly maxProxiedBodyBytes: number
  readonly maxUrlBytes: number
  readonly maxHeaders: number
  /** All names and values together. */
  readonly maxHeaderBytes: number
  readonly maxBodyBytes: number
  /** Of all business rules for pages. */
  readonly maxRulesBytes: number
  /** From one piece of a body to the next. */
  readonly maxStallMs: number
  /** How much of a body that is refused may still be taken in and dropped, and for how long. */
  readonly maxDiscardBytes: number
  readonly maxDiscardMs: number
  /** A body of `/ops/seed/…`. */
  readonly maxSeedBytes: number
  /** Levels of objects and arrays in JSON from outside. */
  readonly maxJsonDepth: number
  /** Lexical tokens of a GraphQL document. */
  readonly maxDocumentTokens: number
  /** Errors listed in one refusal. */
  readonly maxErrors: number
  readonly maxBearerBytes: number
  readonly maxIdempotencyKeyLength: number
  /** How long a write waits for another under its key: less than the timeout of the origin that lets it wait. */
  readonly idempotencyWaitMs: number
  /** For keeping an answer, or saying that there is none to keep, once the request is over. */
  readonly keepAnswerMs: number
  /** An answer that is kept for whoever comes again with the same key, in UTF-16 code units. */
  readonly maxKeptAnswerLength: number
  /** Public data that an isolate keeps as bytes. */
  readonly maxFragmentBytes: number
  /** The longest that a public answer or a part of one is kept at the edge, whatever its own life. */
  readonly longestPublicLifeMs: number
  /** How soon an isolate hears of what another has purged. */
  readonly purgeRefreshMs: number
  readonly maxPurgedTags: number
  /** Names and versions of clients whose use of fields is counted apart. */
  readonly maxClients: number
  /** Devices that were told their cell of an experiment, and are not counted again. */
  readonly maxExposures: number
  readonly sessionSeconds: number
  /** Before its end: when a token is renewed. */
  readonly sessionDueSeconds: number
  /** After its end: how long a device keeps going where identity cannot be asked. */
  readonly sessionGraceSeconds: number
  /** For asking identity whether a token may be renewed. */
  readonly identityTimeoutMs: number
  /** How far a device's idea of a token's times may be off. */
  readonly clockSkewSeconds: number
  readonly minArtworkWidth: number
  readonly maxArtworkWidth: number
  readonly artworkMaxAgeSeconds: number
  /** Explained requests that an isolate keeps at hand. */
  readonly recentTraces: number
  /** Of requests outside the local environment, the share that is told in full. */
  readonly explainedShare: number
  /** How soon an isolate looks for operators' debug rules again, and for how long a location passes on what it was told of them. */
  readonly debugRefreshMs: number
  readonly debugBoardSeconds: number
  /** For how long a location passes on what it was told of published filters. */
  readonly filterBoardSeconds: number
  /** Requests of the ring on which a filter that is published is tried. */
  readonly rehearsedRequests: number
  /** For an answer of the control room or the ring. */
  readonly operationsTimeoutMs: number
  /** Lines of a list for operators, where they do not say how many and at most. */
  readonly listedLines: number
  readonly maxListedLines: number
  /** Characters of the reason for a write. */
  readonly maxReasonLength: number
  /** Parsed GraphQL documents that an isolate keeps, and the characters of their sources together. */
  readonly knownDocuments: number
  readonly knownDocumentChars: number
  /** For how long a browser may remember the answer to a preflight. */
  readonly preflightMaxAgeSeconds: number
}

const kibibyte = 1024

export const edgeLimits: EdgeLimits = {
  deadlineMs: 1_500,
  opsDeadlineMs: 60_000,
  mediaDeadlineMs: 10_000,
  proxyDeadlineMs: 60_000,
  proxyTimeoutMs: 10_000,
  maxProxiedBodyBytes: 16 * 1_024 * kibibyte,
  maxUrlBytes: 16 * kibibyte,
  maxHeaders: 100,
  maxHeaderBytes: 16 * kibibyte,
  maxBodyBytes: 64 * kibibyte,
  maxRulesBytes: 256 * kibibyte,
  maxStallMs: 5_000,
  maxDiscardBytes: 8_192 * kibibyte,
  maxDiscardMs: 250,
  maxSeedBytes: 2_048 * kibibyte,
  maxJsonDepth: 32,
  maxDocumentTokens: 1_000,
  maxErrors: 5,
  maxBearerBytes: 8 * kibibyte,
  maxIdempotencyKeyLength: 100,
  idempotencyWaitMs: 1_000,
  keepAnswerMs: 1_000,
  maxKeptAnswerLength: 256 * kibibyte,
  maxFragmentBytes: 16 * 1_024 * 1_024,
  longestPublicLifeMs: 600_000,
  purgeRefreshMs: 1_000,
  maxPurgedTags: 100,
  maxClients: 100,
  maxExposures: 10_000,
  sessionSeconds: 12 * 3_600,
  sessionDueSeconds: 3_600,
  sessionGraceSeconds: 6 * 3_600,
  identityTimeoutMs: 300,
  clockSkewSeconds: 60,
  minArtworkWidth: 16,
  maxArtworkWidth: 2_000,
  artworkMaxAgeSeconds: 365 * 24 * 3_600,
  recentTraces: 200,
  explainedShare: 0.01,
  debugRefreshMs: 2_000,
  debugBoardSeconds: 3,
  filterBoardSeconds: 3,
  rehearsedRequests: 200,
  operationsTimeoutMs: 2_000,
  listedLines: 50,
  maxListedLines: 500,
  maxReasonLength: 500,
  knownDocuments: 200,
  knownDocumentChars: 512 * kibibyte,
  preflightMaxAgeSeconds: 24 * 3_600,
}

/** For one attempt at an origin, in milliseconds: less than the deadline, so that what else is on the page still gets there. */
export const originTimeoutsMs = {
  catalog: 1_200,
  members: 1_200,
  recommendations: 1_400,
  ranking: 1_200,
  playback: 1_200,
} as const

/** For an operators' call that seeds a store, in milliseconds. */
export const seedTimeoutMs = 55_000

/** For an operators' call that keeps or activates a model, which is read and proved first, in milliseconds. */
export const modelTimeoutMs = 20_000

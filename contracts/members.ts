import { type AnswerChecks, checkAligned, checkSlice, checkState, isRecord, type Origin, type TitleSlice } from './origin.ts'

/** Who watches: a profile of an account, with the edge's proof of it. */
export interface Viewer {
  readonly account: string
  readonly profile: number
  /** Says the same, signed and for a short time (contracts/passport.ts): origins answer for nobody without it. */
  readonly passport: string
}

export interface ProfileRecord {
  readonly id: number
  readonly account: string
  readonly name: string
  readonly kind: 'adult' | 'child'
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

/** Demo profiles are numbered from 1 to this. The origin is ready once all of them are there. */
export const demoProfileCount = 50

/** What a profile left on one title. */
export interface Marks {
  /** Stars, 0.5 to 5. */
  readonly rating: number | null
  readonly inMyList: boolean
  /** Where the profile stopped, in seconds. */
  readonly bookmarkSeconds: number | null
}

/** The last a profile saw of one title. */
export interface Viewing {
  readonly title: number
  readonly positionSeconds: number
  /** Epoch milliseconds of the last event. */
  readonly at: number
}

/** All that ranking folds in. */
export interface History {
  /** Grows by each write that changes anything below. */
  readonly version: number
  readonly kind: 'adult' | 'child'
  readonly country: string
  /** Newest first. */
  readonly ratings: readonly { readonly title: number; readonly stars: number; readonly at: number }[]
  /** Newest first, one per title. */
  readonly viewings: readonly Viewing[]
  /** Newest first. */
  readonly myList: readonly number[]
  /** What the profile picked to begin with, in its order; absent: nothing. They say something until there is enough else. */
  readonly picks?: readonly { readonly title: number; readonly at: number }[]
  /**
   * What the profile left before its taste began anew: its own rows still show it, and it counts for nothing. Absent where that never was.
   */
  readonly before?: { readonly viewings: readonly Viewing[]; readonly myList: readonly number[] }
}

export type PlaybackEvent = 'START' | 'HEARTBEAT' | 'PAUSE' | 'STOP'

/** A write that was done, now or before under the same idempotency key. */
export interface Written {
  /** The history's version after the write. */
  readonly version: number
}

/** The first answer to a write under an idempotency key, as the device got it. */
export interface KeptAnswer {
  /** HTTP's. */
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/**
 * What is known of a write under an idempotency key:
 * - `new`: nobody is at it; from now on the caller is, until it calls `complete` or `release`
 * - `pending`: somebody is at it
 * - `done`: it was answered
 * - `other`: the key was used for another write
 */
export type Remembered = { readonly state: 'new' | 'pending' | 'other' } | { readonly state: 'done'; readonly answer: KeptAnswer }

/** What a demo profile is seeded with. */
export interface MemberSeed {
  readonly profile: ProfileRecord
  readonly ratings: History['ratings']
  readonly viewings: readonly Viewing[]
  readonly myList: readonly number[]
}

/**
 * Reads and writes of one member. Every write takes an idempotency key or null: the same key and profile has one effect, whenever it comes
 * again within 24 hours. A write that changes nothing (adding what is there) does not move the version.
 *
 * Answers are remembered here too, for as long, so that all who answer devices agree on them. Whoever is at a write and does not come back
 * within 30 seconds has lost its turn.
 */
export interface Members extends Origin {
  /** The profile behind a number, for the session endpoint; null where there is none. */
  admit(profile: number): Promise<ProfileRecord | null>
  /** The viewer's own profile; null where account and profile do not belong together. */
  profile(viewer: Viewer): Promise<ProfileRecord | null>
  /** One for each title, in that order. */
  marks(viewer: Viewer, titles: readonly number[]): Promise<readonly Marks[]>
  history(viewer: Viewer): Promise<History>
  /**
   * What has lately been watched in a country (ISO 3166-1 alpha-2), the most watched first: from counts that know no member. Titles that
   * were watched by too few to say are left out.
   */
  watchedIn(country: string, limit: number): Promise<readonly number[]>
  /** Newest first. */
  myList(viewer: Viewer, offset: number, limit: number): Promise<TitleSlice>
  /** `stars` null clears the rating. One version step for all. */
  rate(viewer: Viewer, ratings: readonly { title: number; stars: number | null }[], idempotencyKey: string | null): Promise<Written>
  /** Takes these titles, each once, for what the profile picked to begin with; the picks before are gone. */
  pickTitles(viewer: Viewer, titles: readonly number[], idempotencyKey: string | null): Promise<Written>
  addToMyList(viewer: Viewer, title: number, idempotencyKey: string | null): Promise<Written>
  removeFromMyList(viewer: Viewer, title: number, idempotencyKey: string | null): Promise<Written>
  /** Moves the bookmark and makes the title the last one watched. A HEARTBEAT counts without a START before it. */
  reportPlayback(
    viewer: Viewer,
    report: { title: number; positionSeconds: number; event: PlaybackEvent },
    idempotencyKey: string | null,
  ): Promise<Written>
  /** From now on what was before counts for nothing; it stays, and counts again where it is said again. Moves the version. */
  resetTaste(viewer: Viewer, idempotencyKey: string | null): Promise<Written>
  /**
   * Deletes all that the profile left behind, with the answers that were kept of it; all of it or, when it fails, nothing. What comes after is
   * kept. Moves the version. Of the keys of writes from before, the effect stays done.
   */
  deleteHistory(viewer: Viewer, idempotencyKey: string | null): Promise<Written>
  /**
   * Asks for a turn at a write under this key. `digest` tells writes apart: 64 hexadecimal digits. Where somebody is at it, waits up to
   * `waitMs` for that to end.
   */
  remember(viewer: Viewer, key: string, digest: string, waitMs: number): Promise<Remembered>
  /** Keeps the answer to a write, unless there is one; comes to the one that stands. */
  complete(viewer: Viewer, key: string, digest: string, answer: KeptAnswer): Promise<KeptAnswer>
  /** Gives up the turn without an answer to keep; the key still stands for this write. */
  release(viewer: Viewer, key: string, digest: string): Promise<null>
  /** Creates the profiles that are not there yet and leaves the others as they are. */
  seed(members: readonly MemberSeed[]): Promise<{ readonly created: number }>
}

/** For origins that keep what follows from a history: how old that may be. It tells no more than a number, and asks for no passport. */
export interface Erasures {
  /** The version to which the profile's last reset or deletion led; 0 where there was none. What follows from an older one is to go. */
  lastErased(account: string, profile: number): Promise<number>
}

const checkWritten = (answer: unknown) =>
  isRecord(answer) && Number.isInteger(answer.version) ? undefined : 'not an acknowledgement of a write'

const checkProfile = (answer: unknown) =>
  answer === null || (isRecord(answer) && Number.isInteger(answer.id) && typeof answer.account === 'string') ? undefined : 'not a profile'

const isKeptAnswer = (answer: unknown) =>
  isRecord(answer) && Number.isInteger(answer.status) && typeof answer.contentType === 'string' && typeof answer.body === 'string'

const rememberedStates: readonly unknown[] = ['new', 'pending', 'other']

const checkRemembered = (answer: unknown) =>
  isRecord(answer) && (rememberedStates.includes(answer.state) || (answer.state === 'done' && isKeptAnswer(answer.answer)))
    ? undefined
    : 'not what is known of a write'

export const membersAnswers: AnswerChecks<Members> = {
  state: checkState,
  admit: checkProfile,
  profile: checkProfile,
  marks: (answer, [, titles]) => checkAligned(answer, titles),
  history: (answer) =>
    isRecord(answer) &&
    Number.isInteger(answer.version) &&
    (answer.kind === 'adult' || answer.kind === 'child') &&
    Array.isArray(answer.ratings) &&
    Array.isArray(answer.viewings) &&
    Array.isArray(answer.myList)
      ? undefined
      : 'not a history',
  watchedIn: (answer) => (Array.isArray(answer) && answer.every(Number.isInteger) ? undefined : 'not a list of titles'),
  myList: checkSlice,
  rate: checkWritten,
  pickTitles: checkWritten,
  addToMyList: checkWritten,
  removeFromMyList: checkWritten,
  reportPlayback: checkWritten,
  resetTaste: checkWritten,
  deleteHistory: checkWritten,
  remember: checkRemembered,
  complete: (answer) => (isKeptAnswer(answer) ? undefined : 'not a kept answer'),
  release: (answer) => (answer === null ? undefined : 'not null'),
  seed: (answer) => (isRecord(answer) && Number.isInteger(answer.created) ? undefined : 'not a count of created profiles'),
}

import type { Members } from './members.ts'
import { isRecord } from './origin.ts'

/** The most a single call to the members origin may ask for or write. */
export const membersLimits = {
  /** Titles in one call of `marks`. */
  maxMarks: 20_000,
  /** Ratings in one call of `rate`. */
  maxRatings: 2_000,
  /** Titles that a profile picks to begin with. */
  maxPicks: 20,
  /** Titles in one slice of the list. */
  maxSlice: 2_000,
  /** Profiles in one call of `seed`. */
  maxSeeds: 100,
  /** Ratings, viewings or titles of the list that one seed holds, and that `history` tells of. */
  maxHistory: 2_000,
  /** Length of an idempotency key, in UTF-16 code units. */
  maxKeyLength: 256,
  /** Length of an answer that is kept, in UTF-16 code units. */
  maxAnswerLength: 262_144,
  /** How long a call of `remember` may wait. */
  maxWaitMs: 10_000,
} as const

type QuestionCheck = (args: readonly unknown[]) => string | undefined

/** Says what is wrong with the arguments of each method, or nothing. Whether a viewer's profile is in that account is not asked here. */
export const membersQuestions: { readonly [method in keyof Members]: QuestionCheck } = {
  state: () => undefined,
  admit: ([profile]) => positive('profile', profile),
  profile: ([viewer]) => checkViewer(viewer),
  marks: ([viewer, titles]) => checkViewer(viewer) ?? each('titles', titles, membersLimits.maxMarks, checkTitle),
  history: ([viewer]) => checkViewer(viewer),
  watchedIn: ([country, limit]) => checkCountry(country) ?? count('limit', limit, membersLimits.maxSlice),
  myList: ([viewer, offset, limit]) =>
    checkViewer(viewer) ?? count('offset', offset, Number.MAX_SAFE_INTEGER) ?? count('limit', limit, membersLimits.maxSlice),
  rate: ([viewer, ratings, key]) => checkViewer(viewer) ?? each('ratings', ratings, membersLimits.maxRatings, checkRating) ?? checkKey(key),
  pickTitles: ([viewer, titles, key]) =>
    checkViewer(viewer) ?? each('titles', titles, membersLimits.maxPicks, checkTitle) ?? checkPicks(titles) ?? checkKey(key),
  addToMyList: ([viewer, title, key]) => checkViewer(viewer) ?? checkTitle(title) ?? checkKey(key),
  removeFromMyList: ([viewer, title, key]) => checkViewer(viewer) ?? checkTitle(title) ?? checkKey(key),
  reportPlayback: ([viewer, report, key]) => checkViewer(viewer) ?? checkReport(report) ?? checkKey(key),
  resetTaste: ([viewer, key]) => checkViewer(viewer) ?? checkKey(key),
  deleteHistory: ([viewer, key]) => checkViewer(viewer) ?? checkKey(key),
  remember: ([viewer, key, digest, waitMs]) =>
    checkViewer(viewer) ?? requireKey(key) ?? checkDigest(digest) ?? count('waitMs', waitMs, membersLimits.maxWaitMs),
  complete: ([viewer, key, digest, answer]) => checkViewer(viewer) ?? requireKey(key) ?? checkDigest(digest) ?? checkAnswer(answer),
  release: ([viewer, key, digest]) => checkViewer(viewer) ?? requireKey(key) ?? checkDigest(digest),
  seed: ([members]) => each('members', members, membersLimits.maxSeeds, checkSeed),
}

/** Refuses a call of the members origin that makes no sense, by a TypeError that says what was found. */
export function requireGoodQuestion(method: keyof Members, args: readonly unknown[]): void {
  const problem = membersQuestions[method](args)
  if (problem !== undefined) throw new TypeError(`Cannot answer ${method}: ${problem}`)
}

function checkViewer(viewer: unknown): string | undefined {
  if (!isRecord(viewer)) return `a viewer is needed, found ${show(viewer)}`
  return checkAccount(viewer.account) ?? positive('profile', viewer.profile)
}

const checkAccount = (account: unknown) =>
  typeof account === 'string' && /^[\w-]{1,64}$/.test(account)
    ? undefined
    : `account must be 1 to 64 letters, digits, "_" or "-", found ${show(account)}`

const checkCountry = (country: unknown) =>
  typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? undefined : `country must be two capital letters, found ${show(country)}`

const checkPicks = (titles: unknown) =>
  (titles as readonly unknown[]).length > 0 ? checkDistinct('titles', titles) : 'at least one title must be picked, found none'

const checkTitle = (title: unknown) => positive('title', title)

const checkStars = (stars: unknown) =>
  typeof stars === 'number' && stars >= 0.5 && stars <= 5 ? undefined : `stars must be 0.5 to 5, found ${show(stars)}`

function checkRating(rating: unknown): string | undefined {
  if (!isRecord(rating)) return `a rating is needed, found ${show(rating)}`
  return checkTitle(rating.title) ?? (rating.stars === null ? undefined : checkStars(rating.stars))
}

const playbackEvents: readonly unknown[] = ['START', 'HEARTBEAT', 'PAUSE', 'STOP']

function checkReport(report: unknown): string | undefined {
  if (!isRecord(report)) return `a report is needed, found ${show(report)}`
  if (!playbackEvents.includes(report.event)) return `event must be START, HEARTBEAT, PAUSE or STOP, found ${show(report.event)}`
  return checkTitle(report.title) ?? checkPosition(report.positionSeconds)
}

const checkPosition = (seconds: unknown) => count('positionSeconds', seconds, Number.MAX_SAFE_INTEGER)

function checkKey(key: unknown): string | undefined {
  if (key === null) return undefined
  const good = typeof key === 'string' && key.length > 0 && key.length <= membersLimits.maxKeyLength && key.isWellFormed()
  return good ? undefined : `idempotency key must be null or 1 to ${membersLimits.maxKeyLength} characters, found ${show(key)}`
}

const requireKey = (key: unknown) => (key === null ? 'idempotency key is needed, found null' : checkKey(key))

const checkDigest = (digest: unknown) =>
  typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) ? undefined : `digest must be 64 hexadecimal digits, found ${show(digest)}`

function checkAnswer(answer: unknown): string | undefined {
  if (!isRecord(answer)) return `an answer is needed, found ${show(answer)}`
  const { status, contentType, body } = answer
  if (typeof contentType !== 'string' || contentType.length > 200) return `contentType must be text, found ${show(contentType)}`
  if (typeof body !== 'string' || body.length > membersLimits.maxAnswerLength)
    return `body must be at most ${membersLimits.maxAnswerLength} characters, found ${show(body)}`
  return count('status', status, 599)
}

function checkSeed(seed: unknown): string | undefined {
  if (!isRecord(seed) || !isRecord(seed.profile)) return `a seed with a profile is needed, found ${show(seed)}`
  const { id, account, name, kind, country } = seed.profile
  const { maxHistory } = membersLimits
  if (typeof name !== 'string' || name === '' || name.length > 64) return `name must be 1 to 64 characters, found ${show(name)}`
  if (kind !== 'adult' && kind !== 'child') return `kind must be adult or child, found ${show(kind)}`
  return (
    checkCountry(country) ??
    positive('profile', id) ??
    checkAccount(account) ??
    each('ratings', seed.ratings, maxHistory, checkSeedRating) ??
    each('viewings', seed.viewings, maxHistory, checkSeedViewing) ??
    each('myList', seed.myList, maxHistory, checkTitle) ??
    checkDistinct('ratings', seed.ratings) ??
    checkDistinct('viewings', seed.viewings) ??
    checkDistinct('myList', seed.myList)
  )
}

function checkSeedRating(rating: unknown): string | undefined {
  if (!isRecord(rating)) return `a rating is needed, found ${show(rating)}`
  return checkTitle(rating.title) ?? checkStars(rating.stars) ?? checkAt(rating.at)
}

function checkSeedViewing(viewing: unknown): string | undefined {
  if (!isRecord(viewing)) return `a viewing is needed, found ${show(viewing)}`
  return checkTitle(viewing.title) ?? checkPosition(viewing.positionSeconds) ?? checkAt(viewing.at)
}

const checkAt = (at: unknown) => count('at', at, Number.MAX_SAFE_INTEGER)

function checkDistinct(what: string, items: unknown): string | undefined {
  const titles = (items as readonly unknown[]).map((item) => (isRecord(item) ? item.title : item))
  return new Set(titles).size === titles.length ? undefined : `each title may stand once in ${what}, found one twice`
}

function positive(what: string, value: unknown): string | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? undefined : `${what} must be a positive integer, found ${show(value)}`
}

function count(what: string, value: unknown, maximum: number): string | undefined {
  const good = Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= maximum
  return good ? undefined : `${what} must be an integer from 0 to ${maximum}, found ${show(value)}`
}

function each(what: string, items: unknown, maximum: number, check: (item: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(items)) return `${what} must be an array, found ${show(items)}`
  if (items.length > maximum) return `at most ${maximum} ${what} fit in one call, found ${items.length}`
  for (const item of items) {
    const problem = check(item)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** A short, quoted form of a value for a message; never its depths. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}

import type { Viewer } from './members.ts'
import { type AnswerChecks, checkAligned, checkState, isRecord, type Origin } from './origin.ts'

export interface PlaybackRecord {
  readonly dashUrl: string
  readonly hlsUrl: string
  /** ISO 8601, UTC. */
  readonly expiresAt: string
}

/**
 * Signs the way to manifests and segments. `fetch` of the same worker serves what the URLs point to, under `/play/`: 403 for what is forged,
 * expired or for another title, in the contract's error shape.
 */
export interface Playback extends Origin {
  /** One for each title, in that order. `publicOrigin` (`https://host`) is where devices reach the edge. */
  sign(titles: readonly number[], viewer: Viewer, publicOrigin: string): Promise<readonly PlaybackRecord[]>
  /** Puts the clip into the store where it is missing. */
  seed(): Promise<{ readonly stored: number }>
}

export const playbackAnswers: AnswerChecks<Playback> = {
  state: checkState,
  sign: (answer, [titles]) => checkAligned(answer, titles),
  seed: (answer) => (isRecord(answer) && Number.isInteger(answer.stored) ? undefined : 'not a count of stored files'),
}

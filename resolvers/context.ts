import type { Catalog } from '../contracts/catalog.ts'
import type { Members, Viewer } from '../contracts/members.ts'
import type { OriginClient } from '../contracts/origin.ts'
import type { Playback } from '../contracts/playback.ts'
import type { Ranking } from '../contracts/ranking.ts'
import type { Recommendations } from '../contracts/recommendations.ts'

/** The origins that answer everybody alike. */
export interface OpenOrigins {
  readonly catalog: OriginClient<Catalog>
}

/** All origins; only personal fields and mutations may reach them. */
export interface Origins extends OpenOrigins {
  readonly members: OriginClient<Members>
  readonly recommendations: OriginClient<Recommendations>
  readonly ranking: OriginClient<Ranking>
  readonly playback: OriginClient<Playback>
}

/** What resolvers of fields that are the same for everybody see: no viewer, so that none can leak one. One for each operation. */
export interface OpenContext {
  readonly origins: OpenOrigins
  /** Where devices reach the edge, as `https://host:port`; URLs in answers stand on it. */
  readonly publicOrigin: string
}

/** What resolvers of personal fields and mutations see. One for each operation: its memory must not outlive a write. */
export interface PersonalContext {
  readonly origins: Origins
  readonly publicOrigin: string
  /** Null for a signed-out visitor. */
  readonly viewer: Viewer | null
  readonly deviceClass: string
  readonly idempotencyKey: string | null
  /** Names what was served by fallback or not at all, for `x-marquee-degraded`. */
  degraded(name: string): void
  /** What one resolver learned and another may use within this operation, keyed by name. */
  readonly memory: Map<string, unknown>
}

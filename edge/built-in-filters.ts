import type { Experiment } from './config/experiments.ts'
import type { EdgeLimits } from './config/limits.ts'
import type { Rate, Rates } from './config/rates.ts'
import { createExperiments } from './device/experiments.ts'
import { shareOf } from './device/share-of.ts'
import { createTokenBuckets } from './device/token-buckets.ts'
import type { Log } from './error-stage.ts'
import type { Exchange } from './exchange.ts'
import { allocateExperiments } from './filters/allocate-experiments.ts'
import { allowHosts } from './filters/allow-hosts.ts'
import { allowMethods } from './filters/allow-methods.ts'
import { cacheHeaders } from './filters/cache-headers.ts'
import { closeAuditEntry } from './filters/close-audit-entry.ts'
import { answerPreflight, shareAcrossOrigins } from './filters/cross-origin.ts'
import type { InboundFilter, OutboundFilter } from './filters/filter.ts'
import { type IdentifyOptions, identifyDevice } from './filters/identify-device.ts'
import { limitHeaders } from './filters/limit-headers.ts'
import { byClient, byDevice, limitRate, type PlatformLimiter } from './filters/limit-rate.ts'
import { limitUrl } from './filters/limit-url.ts'
import { locateClient } from './filters/locate-client.ts'
import { normalisePath } from './filters/normalise-path.ts'
import { refuseAmbiguousFraming } from './filters/refuse-ambiguous-framing.ts'
import { renewSession } from './filters/renew-session.ts'
import { type ReportOptions, reportRequest } from './filters/report-request.ts'
import { securityHeaders } from './filters/security-headers.ts'
import { stripHeaders } from './filters/strip-headers.ts'
import { tellTrace } from './filters/tell-trace.ts'
import { createExposureLog } from './telemetry/exposures.ts'

export interface BuiltInOptions {
  readonly limits: EdgeLimits
  readonly rates: Rates
  /** Names of hosts to answer for; none: whatever is routed here. */
  readonly hosts: readonly string[]
  /** The platform's limiters, where they are bound. */
  readonly limiters: { readonly device?: PlatformLimiter | undefined; readonly client?: PlatformLimiter | undefined }
  readonly experiments: readonly Experiment[]
  readonly identity: IdentifyOptions
  readonly report: ReportOptions
  /** Notes what an operator's write has come to. */
  readonly closeAuditEntry: (entry: number, status: number) => Promise<void>
  readonly local: boolean
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly log: Log
}

/** The filters that every edge has, in their order: first what is cheap to refuse, then who asks, then what only a known device is asked. */
export function builtInFilters(options: BuiltInOptions): {
  readonly inbound: readonly InboundFilter<Exchange>[]
  readonly outbound: readonly OutboundFilter<Exchange>[]
} {
  const { limits, rates, limiters, local, now, tick } = options
  // Drawn anew for each isolate: nobody can tell which keys share a bucket.
  const seed = String(options.random())
  const hash = (text: string) => shareOf(seed, text)
  const buckets = (rate: Rate) => createTokenBuckets(rate, rates.maxKeys, hash)
  const expose = createExposureLog(limits.maxExposures, hash, (exposure) => options.log({ level: 'info', event: 'exposure', ...exposure }))
  return {
    inbound: [
      limitUrl(limits.maxUrlBytes),
      limitHeaders(limits.maxHeaders, limits.maxHeaderBytes),
      allowMethods,
      refuseAmbiguousFraming,
      normalisePath,
      allowHosts(options.hosts),
      locateClient(!local),
      stripHeaders,
      limitRate('limit-client-rate', { keyOf: byClient, buckets: buckets(rates.client), platform: limiters.client, now }),
      answerPreflight(limits.preflightMaxAgeSeconds),
      identifyDevice(options.identity),
      limitRate('limit-device-rate', { keyOf: byDevice, buckets: buckets(rates.device), platform: limiters.device, now }),
      allocateExperiments(createExperiments(options.experiments), expose),
    ],
    outbound: [
      tellTrace(tick, local),
      renewSession,
      shareAcrossOrigins,
      cacheHeaders,
      securityHeaders,
      closeAuditEntry(options.closeAuditEntry),
      reportRequest(options.report),
    ],
  }
}

import type { Device } from '../device/device.ts'
import type { FlagProvider } from '../device/experiments.ts'
import { Flags } from '../device/flags.ts'
import type { Exposure } from '../telemetry/exposures.ts'
import type { InboundFilter } from './filter.ts'

interface Allocated {
  readonly device: Device
  flags: Flags
}

/** Lets whatever answers ask which cells of experiments the device is in. Nothing is drawn, and nobody exposed, before it asks. */
export function allocateExperiments(provider: FlagProvider, expose: (exposure: Exposure) => void): InboundFilter<Allocated> {
  return {
    name: 'allocate-experiments',
    stage: 'inbound',
    failMode: 'open',
    apply(exchange) {
      exchange.flags = new Flags(provider, exchange.device.id, expose)
      return undefined
    },
  }
}

import type { Exposure } from '../telemetry/exposures.ts'
import type { FlagProvider, ResolutionDetails } from './experiments.ts'

/** What one device is told of flags; what it is told in an experiment is an exposure, and comes to `expose` each time. */
export class Flags {
  readonly #provider: FlagProvider
  readonly #device: string | null
  readonly #expose: (exposure: Exposure) => void

  constructor(provider: FlagProvider, device: string | null, expose: (exposure: Exposure) => void) {
    this.#provider = provider
    this.#device = device
    this.#expose = expose
  }

  /** The same flags for a device that has just said who it is. */
  of(device: string): Flags {
    return new Flags(this.#provider, device, this.#expose)
  }

  /** As OpenFeature's client has it; never throws. */
  getStringDetails(flag: string, defaultValue: string): ResolutionDetails {
    const details = this.#provider.resolveStringEvaluation(flag, defaultValue, { targetingKey: this.#device })
    if (details.variant !== undefined && this.#device !== null)
      this.#expose({ experiment: flag, cell: details.variant, device: this.#device })
    return details
  }

  /** The cells this device is in, by flag; it is exposed to all of them. */
  cells(): Readonly<Record<string, string>> {
    const cells: Record<string, string> = {}
    for (const flag of this.#provider.flags) {
      const { variant } = this.getStringDetails(flag, '')
      if (variant !== undefined) cells[flag] = variant
    }
    return cells
  }
}

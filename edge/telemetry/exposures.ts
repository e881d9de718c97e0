/** A device that was told its cell. */
export interface Exposure {
  readonly experiment: string
  readonly cell: string
  readonly device: string
}

/** Sees each exposure once: of `maxKept` the last, so that a device that asks again is not counted again. Keeps numbers, no device. */
export function createExposureLog(maxKept: number, hash: (text: string) => number, write: (exposure: Exposure) => void) {
  const seen = new Set<number>()
  return (exposure: Exposure): void => {
    const key = hash(JSON.stringify([exposure.experiment, exposure.cell, exposure.device]))
    if (seen.has(key)) return
    if (seen.size >= maxKept) seen.clear()
    seen.add(key)
    write(exposure)
  }
}

import type { Address } from './kernel-functions.ts'

/** What stands first in a memory: 0 is nobody's address. All things stand at multiples of it. */
export const alignment = 64

/** Gives out places in a memory, one behind the other. */
export interface Places {
  place(bytes: number): Address
  /** The first address that nothing has. */
  end(): Address
}

/** The places from an address on. */
export function placesFrom(first: Address): Places {
  let free = first
  const end = () => Math.ceil(free / alignment) * alignment
  return {
    end,
    place(bytes) {
      const address = end()
      free = address + bytes
      return address
    },
  }
}

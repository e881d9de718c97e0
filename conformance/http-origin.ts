import { inject } from 'vitest'

/** The HTTP origin behind `/legacy/`, as `http://127.0.0.1:40124`; undefined where the Marquee under test knows none. */
export const httpOriginUrl: string | undefined = inject('httpOriginUrl')

/** What became of the requests of a path at the origin. */
export interface OriginLedger {
  readonly began: number
  readonly ended: number
  readonly cut: number
}

/** Waits until so many requests of a path of ours have begun and ended at the origin. */
export async function originLedger(path: string, { began = 0, ended = 0 } = {}): Promise<OriginLedger> {
  const asked = new URLSearchParams({ path: `/base${path}`, began: String(began), ended: String(ended) })
  return (await (await control(`ledger?${asked}`)).json()) as OriginLedger
}

/** Lets the origin send an event to all who listen; says how many they are. */
export async function tellListeners(data: string): Promise<number> {
  return Number(await (await control(`tell?data=${encodeURIComponent(data)}`)).text())
}

const control = (call: string) => fetch(new URL(`/control/${call}`, httpOriginUrl))

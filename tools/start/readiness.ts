import { setTimeout as wait } from 'node:timers/promises'
import { Remedy } from './remedy.ts'

/** What `/readyz` says: whether all can serve, and one line for each origin that cannot. */
export interface Readiness {
  readonly ready: boolean
  readonly missing: readonly string[]
}

export async function askReadiness(url: string): Promise<Readiness> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })
  const text = await answer.text()
  if (answer.ok) return { ready: true, missing: [] }
  return { ready: false, missing: missingOf(text) }
}

/** Waits until the edge worker says that it can serve. Gives up with what is missing. */
export async function untilReady(url: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const { ready, missing } = await askReadiness(url)
    if (ready) return
    if (Date.now() > deadline) throw new Remedy(`Cannot serve: ${missing.join('; ') || '/readyz does not say why'}`)
    await wait(200)
  }
}

function missingOf(text: string): string[] {
  try {
    const { origins } = JSON.parse(text) as { origins?: Record<string, { ready?: boolean; detail?: string }> }
    return Object.entries(origins ?? {})
      .filter(([, state]) => state.ready !== true)
      .map(([name, state]) => `${name}: ${state.detail ?? 'not ready'}`)
  } catch {
    return [text.slice(0, 200)]
  }
}

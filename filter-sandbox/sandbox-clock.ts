/** The time and chance of a run, which follow from the request alone: what a filter answers, it answers again in a dry run. */
export interface SandboxClock {
  /** Milliseconds since 1970; stands still while filters run, so that none can time another. */
  readonly now: number
  random(): number
}

let seed = 0
let name = ''
/** Undefined until a run draws its first number. */
let state: number | undefined

/** Zero until a run sets it. */
export const clock = {
  now: 0,
  /** Numbers from 0 to 1 that follow from a seed and a name: mulberry32 (Tommy Ettinger, 2017), seeded by FNV-1a of the name. */
  random() {
    state = ((state ?? seedOf(seed, name)) + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  },
  /** For the run that begins. */
  set(nowOfRun: number, seedOfRun: number, nameOfFilter: string): void {
    clock.now = nowOfRun
    seed = seedOfRun
    name = nameOfFilter
    state = undefined
  },
}

function seedOf(seed: number, name: string): number {
  let state = seed
  for (let at = 0; at < name.length; at++) state = Math.imul(state ^ name.charCodeAt(at), 0x01000193)
  return state
}

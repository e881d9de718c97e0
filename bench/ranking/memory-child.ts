import { rankingMemory } from './ranking-memory.ts'

/** Measures memory in a process of its own, where it is nobody else's: the number of titles is its argument. */
process.send?.(await rankingMemory(Number(process.argv[2])))
process.disconnect()

import { entryCost } from './entry-cost.ts'
import { flood } from './flood.ts'
import { overTime } from './over-time.ts'

/** What is measured in a Node process of its own, where memory is nobody else's. */
const experiments = { entryCost, flood, overTime }

export type Experiments = typeof experiments

const [, , name, args] = process.argv as unknown as readonly [string, string, keyof Experiments, string]
const experiment = experiments[name] as (...args: readonly unknown[]) => Promise<unknown>
process.send?.(await experiment(...JSON.parse(args)))
process.disconnect()

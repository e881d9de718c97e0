import { join } from 'node:path'
import { appsAreBuilt, buildApps } from '../build/apps.ts'
import { projectRoot } from '../wrangler.ts'
import { prepareCatalog } from './catalog-database.ts'
import { type DevServer, type DevServerOptions, startDevServer } from './dev-server.ts'
import { completeDevVars, randomSecret, setDevVar } from './dev-vars.ts'
import { claimPort } from './ports.ts'
import { hasModels, publishDemoModel } from './publish-demo-model.ts'
import { askReadiness, untilReady } from './readiness.ts'
import { demoMembers, seedMembers, seedPlayback } from './seed-origins.ts'

export interface StartedMarquee extends DevServer {
  /** Opens `/ops`. */
  readonly opsToken: string
}

export interface MarqueeOptions {
  readonly port: number
  /** Where all state lives, absolute. */
  readonly persistTo: string
  readonly vars?: DevServerOptions['vars']
  /** Shows a step of the first run. */
  readonly progress: (line: string) => void
  /** Shows a line that wrangler or a worker wrote. */
  readonly print: (line: string) => void
  /** Epoch milliseconds: when the demo members have watched what they have watched is told from here. */
  readonly now: number
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal
}

const varsOf = (origin: string) => join(projectRoot, 'origin-mocks', origin, '.dev.vars')

/**
 * Starts all of Marquee on one machine and returns when it can serve. Each step asks what is there first, so that a start over a state
 * that is complete only starts, and one over a state that was cut short completes it.
 */
export async function startMarquee({ port, persistTo, vars = {}, progress, print, now, signal }: MarqueeOptions): Promise<StartedMarquee> {
  await claimPort(port)
  const edgeVars = completeDevVars(join(projectRoot, '.dev.vars'), {
    ENVIRONMENT: () => 'local',
    OPS_TOKEN: randomSecret,
    SESSION_KEY: randomSecret,
    PASSPORT_KEY: randomSecret,
  })
  completeDevVars(varsOf('playback'), { PLAYBACK_KEY: randomSecret })
  // One key for all: the edge makes passports with it, origins check them.
  for (const origin of ['members', 'playback', 'recommendations'])
    setDevVar(varsOf(origin), 'PASSPORT_KEY', edgeVars.get('PASSPORT_KEY') ?? '')
  const opsToken = edgeVars.get('OPS_TOKEN') ?? ''

  await prepareCatalog(persistTo, progress)
  signal?.throwIfAborted()
  if (!appsAreBuilt(projectRoot)) {
    progress('Building GraphiQL')
    await buildApps(projectRoot)
  }
  signal?.throwIfAborted()
  // Beside the start, which mostly waits: what the state may hold already is not made again.
  const begun = hasModels(persistTo) ? undefined : makeModel(progress)
  begun?.catch(() => {
    // Told of where it is wanted.
  })
  progress('Starting the edge worker and its origins')
  const server = await startDevServer({ port, persistTo, vars, print })
  try {
    signal?.throwIfAborted()
    if (!(await askReadiness(server.url)).ready) {
      progress('Storing the playback clip')
      await seedPlayback(server.url, opsToken)
      const members = await demoMembers(now)
      await seedMembers(server.url, opsToken, members, (done) => {
        signal?.throwIfAborted()
        progress(`Seeding members: ${done} of ${members.length}`)
      })
      await untilReady(server.url, 30_000)
    }
    try {
      const address = { url: server.url, token: opsToken, operator: undefined }
      const name = await publishDemoModel(address, () => begun ?? makeModel(progress))
      if (name !== undefined) progress(`Ranking the catalog by model ${name}`)
    } catch (error) {
      print(`Cannot rank the catalog by a model, so it is by affinities: ${error instanceof Error ? error.message : error}`)
    }
    return { ...server, opsToken }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Its modules load when there is a model to be had. */
async function makeModel(progress: MarqueeOptions['progress']): Promise<Uint8Array> {
  const { demoModel } = await import('./demo-model.ts')
  return demoModel(projectRoot, () => progress('Training a model for the demo'))
}

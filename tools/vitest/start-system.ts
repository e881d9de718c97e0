import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { anyFreePort } from '../start/ports.ts'
import { startMarquee } from '../start/start-marquee.ts'
import { originBase, startHttpOrigin } from './http-origin.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the edge worker answers, as `http://127.0.0.1:40123`. */
    marqueeUrl: string
    /** Opens `/ops`. */
    opsToken: string
    /** The HTTP origin `legacy` of `/legacy/`, which answers tests below `/control/`; undefined where another Marquee is asked. */
    httpOriginUrl: string | undefined
    /** Of wrangler and every workerd; undefined where another Marquee is asked. */
    processGroup: number | undefined
  }
}

/**
 * Starts all workers over a state of their own for the tests of the whole system, which get `inject('marqueeUrl')`. With MARQUEE_URL (and
 * OPS_TOKEN) in the environment they ask what runs there instead.
 */
export default async function startSystem(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.MARQUEE_URL
  if (running !== undefined) {
    project.provide('marqueeUrl', running.replace(/\/$/, ''))
    project.provide('opsToken', process.env.OPS_TOKEN ?? '')
    project.provide('httpOriginUrl', undefined)
    project.provide('processGroup', undefined)
    return undefined
  }
  // State in memory where the system has such a folder: every local write waits for the disk otherwise.
  const persistTo = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'marquee-system-'))
  const httpOrigin = await startHttpOrigin()
  const remove = () => {
    httpOrigin.stop()
    rmSync(persistTo, { recursive: true, force: true })
  }
  try {
    const marquee = await startMarquee({
      port: await anyFreePort(),
      persistTo,
      vars: { HTTP_ORIGINS: JSON.stringify([{ name: 'legacy', url: `${httpOrigin.url}${originBase}`, paths: ['/legacy/'] }]) },
      now: Date.now(),
      progress: () => undefined,
      print: (line) => console.error(line),
    })
    project.provide('marqueeUrl', marquee.url)
    project.provide('opsToken', marquee.opsToken)
    project.provide('httpOriginUrl', httpOrigin.url)
    project.provide('processGroup', marquee.processGroup)
    return async () => {
      await marquee.stop()
      remove()
    }
  } catch (error) {
    remove()
    throw error
  }
}

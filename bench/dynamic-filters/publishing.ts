import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '../../tools/start/ports.ts'
import { startMarquee } from '../../tools/start/start-marquee.ts'

/** From the source that an operator sends to the first answer by it, in ms, so many times: over all of Marquee as `npm start` starts it. */
export async function measurePublishing(times: number): Promise<readonly number[]> {
  const persistTo = mkdtempSync(join(tmpdir(), 'marquee-bench-'))
  const marquee = await startMarquee({ port: await anyFreePort(), persistTo, now: Date.now(), progress: () => {}, print: () => {} })
  const operate = async (method: string, path: string, body: string, type: string) => {
    const headers = { authorization: `Bearer ${marquee.opsToken}`, 'content-type': type }
    const answer = await fetch(`${marquee.url}${path}`, { method, headers, body })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  try {
    const liveMs: number[] = []
    for (let turn = 0; turn < times; turn++) {
      const source = `import { defineFilter } from 'marquee:filter'
export default defineFilter({ stage: 'outbound', failMode: 'open', apply: () => [{ setResponseHeader: ['x-turn', '${turn}'] }] })`
      const began = performance.now()
      await operate('PUT', '/ops/filters/turn?reason=bench', source, 'text/typescript')
      await operate('POST', '/ops/filters/turn/activate', '{"share":1}', 'application/json')
      while ((await fetch(`${marquee.url}/graphql`)).headers.get('x-turn') !== String(turn));
      liveMs.push(Math.round(performance.now() - began))
    }
    return liveMs
  } finally {
    await marquee.stop()
    rmSync(persistTo, { recursive: true, force: true })
  }
}

import type { Size } from '../graph/homepage.ts'
import { cpuOfProcess } from '../measure/cpu-of-process.ts'
import { type HttpAnswer, type HttpLoad, type HttpRequest, httpLoad } from '../measure/http-load.ts'
import { startWorkerd } from '../measure/workerd-process.ts'
import { profiles } from './page.ts'
import type { Entrant } from './roster.ts'

/** A contender in a workerd process of its own, seen from outside. */
export interface MeasuredWorker {
  answer(size: Size, turn: number): Promise<HttpAnswer>
  /** The CPU time of the whole process, user and system, in ms, that so many requests took. */
  cpuMs(size: Size, times: number): Promise<number>
  stop(): void
}

/** Bundles and starts a contender, and opens connections to it. */
export async function startWorker({ who, workers, asking, signsIn }: Entrant): Promise<MeasuredWorker> {
  const { address, pid, stop } = await startWorkerd(who, await workers())
  const load = httpLoad(address)
  const tokens = signsIn === true ? await signInAll(load) : []
  let turns = 0
  const request = (size: Size, turn: number): HttpRequest => {
    const asked = asking(size, turn)
    const token = tokens[turn % tokens.length]
    return token === undefined ? asked : { ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } }
  }
  return {
    answer: (size, turn) => load.send(request(size, turn)),
    async cpuMs(size, times) {
      // Made beforehand: what the client does is on another core, and must not keep the worker waiting.
      const asked = Array.from({ length: Math.min(times, 64) }, () => request(size, turns++))
      const before = cpuOfProcess(pid)
      await load.sendMany(times, (turn) => asked[turn % asked.length] as HttpRequest)
      return cpuOfProcess(pid) - before
    },
    stop() {
      load.close()
      stop()
    },
  }
}

/** The tokens of all members whose pages there are. */
async function signInAll(load: HttpLoad): Promise<string[]> {
  const tokens: string[] = []
  for (let profile = 1; profile <= profiles; profile++) {
    const body = JSON.stringify({ device: { id: `tv-${profile}`, class: 'tv' }, profile })
    const answer = await load.send({ method: 'POST', path: '/session', headers: { 'content-type': 'application/json' }, body })
    const { token } = JSON.parse(answer.body.toString()) as { token?: string }
    if (token === undefined) break
    tokens.push(token)
  }
  if (tokens.length === 0) throw new Error('Cannot sign in')
  return tokens
}

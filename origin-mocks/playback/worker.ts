import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Viewer } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import { createPassports, type PassportKeys, type Passports, passportProblem } from '../../contracts/passport.ts'
import type { Playback as PlaybackOrigin, PlaybackRecord } from '../../contracts/playback.ts'
import { importPlayKey } from './play-path.ts'
import { serveClip } from './serve-clip.ts'
import { signPlayback } from './sign-playback.ts'
import { missingFiles, storeClip } from './store-clip.ts'

interface Env extends PassportKeys {
  readonly MEDIA: R2Bucket
  /** A secret of 32 characters or more; who has it can sign. */
  readonly PLAYBACK_KEY?: string
}

/** Of this isolate: keys, and nothing of anybody. */
let passports: Passports | undefined
const passportsOf = (env: Env) => (passports ??= createPassports(env, () => Date.now()))

/** The playback origin: signs over RPC, and serves by `fetch` what the signed addresses open. */
export class Playback extends WorkerEntrypoint<Env> implements PlaybackOrigin {
  override async fetch(request: Request): Promise<Response> {
    return serveClip(request, this.env.MEDIA, await importPlayKey(this.env.PLAYBACK_KEY), Date.now())
  }

  async sign(titles: readonly number[], viewer: Viewer, publicOrigin: string): Promise<readonly PlaybackRecord[]> {
    await passportsOf(this.env).require(viewer)
    return signPlayback(await importPlayKey(this.env.PLAYBACK_KEY), titles, viewer.profile, publicOrigin, Date.now())
  }

  async seed(): Promise<{ readonly stored: number }> {
    return { stored: await storeClip(this.env.MEDIA) }
  }

  async state(): Promise<OriginState> {
    if ((this.env.PLAYBACK_KEY ?? '').length < 32) return { ready: false, detail: 'PLAYBACK_KEY is missing or under 32 characters' }
    const problem = passportProblem(this.env)
    if (problem !== undefined) return { ready: false, detail: problem }
    const missing = await missingFiles(this.env.MEDIA)
    return missing.length === 0
      ? { ready: true, detail: 'the clip is in the bucket' }
      : { ready: false, detail: `not in the bucket: ${missing.join(', ')}` }
  }
}

export default Playback

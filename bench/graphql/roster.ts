import { asDeployed, asWranglerDefault, type Bundling, bundleWorker } from '../measure/bundle-worker.ts'
import type { Worker } from '../measure/workerd-process.ts'
import { type Asking, byGet, byPost } from './asking.ts'

/** A contender, before it is started. */
export interface Entrant {
  readonly who: string
  readonly asking: Asking
  /** The workers of its process; the first is asked. */
  workers(): Promise<readonly Worker[]>
  /** Whether devices sign in, so that requests carry their tokens. */
  readonly signsIn?: true
  /** What it answers is not the page of the member who asks. */
  readonly noPage?: true
  /** It takes part in these cases only. */
  readonly cases?: readonly string[]
}

const moduleOf = (name: string) => new URL(name.startsWith('marquee-') ? `../edge/${name}.ts` : `./workers/${name}.ts`, import.meta.url)

const alone = (who: string, asking: Asking, bundling: Bundling = asDeployed, module = who): Entrant => ({
  who,
  asking,
  workers: async () => [{ name: 'main', modules: await bundleWorker(moduleOf(module), bundling) }],
})

const originsOf = async (): Promise<Worker> => ({
  name: 'origins',
  modules: await bundleWorker(new URL('../../edge/test/fake-origins.ts', import.meta.url), asDeployed),
})

const bound = Object.fromEntries(
  ['Catalog', 'Members', 'Recommendations', 'Ranking', 'Playback'].map((entrypoint) => [
    entrypoint.toUpperCase(),
    { worker: 'origins', entrypoint },
  ]),
)

/** The worker that is deployed, over origins in other workers. */
const deployed = async (): Promise<readonly Worker[]> => [
  {
    name: 'main',
    modules: await bundleWorker(new URL('../../edge/worker.ts', import.meta.url), asDeployed),
    services: bound,
    texts: {
      ENVIRONMENT: 'local',
      OPS_TOKEN: 'operators-only-0123456789abcdef',
      SESSION_KEY: 'a-key-for-benchmarks-of-32-bytes-or-more',
      PASSPORT_KEY: 'a-key-for-benchmarks-of-32-bytes-or-more',
    },
  },
  await originsOf(),
]

/** All contenders, in the order of the table. */
export const roster: readonly Entrant[] = [
  { ...alone('hello', byGet), noPage: true },
  alone('hand', byGet),
  alone('marquee-trusted', byGet),
  alone('marquee-seen', byGet),
  alone('marquee-fresh', byPost),
  alone('yoga', byPost, asWranglerDefault),
  alone('yoga-lean', byPost, { ...asWranglerDefault, keepNames: false }, 'yoga'),
  alone('graphql-js', byPost),
  { ...alone('marquee-edge', byGet), signsIn: true },
  { ...alone('edge-visitor', byGet, asDeployed, 'marquee-edge'), noPage: true, cases: ['1x1'] },
  { who: 'edge-origins', asking: byPost, workers: deployed, signsIn: true, noPage: true, cases: ['1x1'] },
]

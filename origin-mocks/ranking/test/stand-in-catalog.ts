import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog as CatalogContract } from '../../../contracts/catalog.ts'
import { sampleFeatures } from '../../../contracts/fakes/sample-features.ts'

/** The catalog beneath the ranker, for its tests in workerd. */
const features = sampleFeatures(3200)

export class Catalog extends WorkerEntrypoint implements Pick<CatalogContract, 'features'> {
  async features() {
    return features
  }
}

export default {
  fetch: () => new Response('a stand-in\n'),
}

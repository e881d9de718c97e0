import { rankingContract } from '../ranking.contract.ts'
import { createFakeRanking } from './ranking.ts'
import { sampleFeatures } from './sample-features.ts'

rankingContract('the fake', async () => {
  const features = sampleFeatures(300)
  return { ranking: createFakeRanking({ features: async () => features }), features }
})

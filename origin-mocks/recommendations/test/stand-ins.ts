import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog as CatalogContract } from '../../../contracts/catalog.ts'
import { createFakeMembers } from '../../../contracts/fakes/members.ts'
import { sampleFeatures } from '../../../contracts/fakes/sample-features.ts'
import { sampleMembers } from '../../../contracts/fakes/sample-members.ts'
import type { Erasures as ErasuresContract, Members as MembersContract } from '../../../contracts/members.ts'

/** The origins beneath recommendations, in memory, for its tests in workerd. */
const features = sampleFeatures(600)
const members = createFakeMembers(sampleMembers(features), { now: () => Date.now() })

export class Catalog extends WorkerEntrypoint implements Pick<CatalogContract, 'features'> {
  async features() {
    return features
  }
}

type Used =
  | 'history'
  | 'watchedIn'
  | 'pickTitles'
  | 'resetTaste'
  | 'deleteHistory'
  | 'rate'
  | 'addToMyList'
  | 'removeFromMyList'
  | 'reportPlayback'

export class Members extends WorkerEntrypoint implements Pick<MembersContract, Used> {
  history(...args: Parameters<MembersContract['history']>) {
    return members.history(...args)
  }

  watchedIn(...args: Parameters<MembersContract['watchedIn']>) {
    return members.watchedIn(...args)
  }

  pickTitles(...args: Parameters<MembersContract['pickTitles']>) {
    return members.pickTitles(...args)
  }

  rate(...args: Parameters<MembersContract['rate']>) {
    return members.rate(...args)
  }

  addToMyList(...args: Parameters<MembersContract['addToMyList']>) {
    return members.addToMyList(...args)
  }

  removeFromMyList(...args: Parameters<MembersContract['removeFromMyList']>) {
    return members.removeFromMyList(...args)
  }

  resetTaste(...args: Parameters<MembersContract['resetTaste']>) {
    return members.resetTaste(...args)
  }

  deleteHistory(...args: Parameters<MembersContract['deleteHistory']>) {
    return members.deleteHistory(...args)
  }

  reportPlayback(...args: Parameters<MembersContract['reportPlayback']>) {
    return members.reportPlayback(...args)
  }
}

export class Erasures extends WorkerEntrypoint implements ErasuresContract {
  lastErased(...args: Parameters<ErasuresContract['lastErased']>) {
    return members.lastErased(...args)
  }
}

export default {
  fetch: () => new Response('stand-ins\n'),
}

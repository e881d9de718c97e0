import { type Case, cases, loadersOf } from '../case.ts'
import { type Contender, subjectOf } from '../contender.ts'
import type { Loaders } from '../homepage.ts'
import { marquee } from '../marquee.ts'
import { askMarquee } from '../marquee-ask.ts'

/** The engine with public data as ready bytes: the page and the profile are new in every answer, most titles were seen before. */
const contender: Contender = {
  languages: ['falcor', 'graphql'],
  async unavailable() {
    const [smallest] = cases as [Case]
    const [loaders] = loadersOf(smallest) as [Loaders]
    let loads = 0
    const counted: Loaders = {
      ...loaders,
      titles(ids) {
        loads += ids.length
        return loaders.titles(ids)
      },
    }
    const ask = keeping('falcor', smallest)
    // The second time something is wanted it is kept; from the third on it is there.
    await ask(counted)
    await ask(counted)
    const first = loads
    await ask(counted)
    return loads === first ? undefined : 'createGraph keeps no fragments: a title that was seen is loaded again'
  },
  prepare: keeping,
}

function keeping(...[language, size]: Parameters<Contender['prepare']>) {
  return askMarquee(marquee({ fragments: { maxBytes: 64 * 2 ** 20, now: Date.now } }), language, size, {
    planned: true,
    audience: 'all',
  })
}

export const subject = subjectOf(contender)

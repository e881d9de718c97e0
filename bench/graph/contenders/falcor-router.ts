import Router from 'falcor-router'
import { type Contender, subjectOf } from '../contender.ts'
import type { Film, Loaders, Shelf } from '../homepage.ts'
import { pathSets } from '../homepage.ts'

interface WithLoaders {
  readonly loaders: Loaders
}

const ref = (...value: (string | number)[]) => ({ $type: 'ref', value })
const atom = (value: unknown) => ({ $expires: -300_000, $type: 'atom', value })

/** The faster of its two forms: path values. Each route gets all keys at once and loads them in one batch. */
const Routes = Router.createClass<WithLoaders>([
  {
    route: 'home',
    async get() {
      return [{ path: ['home'], value: ref('homes', (await this.loaders.home()).id) }]
    },
  },
  {
    route: 'homes[{keys:ids}].rows[{integers:indices}]',
    async get(pathSet) {
      const { ids, indices } = pathSet as unknown as { ids: string[]; indices: number[] }
      const { rows } = await this.loaders.home()
      return ids.flatMap((id) =>
        indices.map((index) => ({ path: ['homes', id, 'rows', index], value: ref('rows', rows[index] as string) })),
      )
    },
  },
  {
    route: 'rows[{keys:ids}].titles[{integers:indices}]',
    async get(pathSet) {
      const { ids, indices } = pathSet as unknown as { ids: string[]; indices: number[] }
      const rows = await this.loaders.rows(ids)
      return rows.flatMap((row: Shelf) =>
        indices.map((index) => ({ path: ['rows', row.id, 'titles', index], value: ref('titles', row.titles[index] as number) })),
      )
    },
  },
  {
    route: 'titles[{integers:ids}]["id","name","year","rating","boxart"]',
    async get(pathSet) {
      const { ids } = pathSet as unknown as { ids: number[] }
      const fields = pathSet[2] as (keyof Film)[]
      const titles = await this.loaders.titles(ids)
      return titles.flatMap((film) => fields.map((field) => ({ path: ['titles', film.id, field], value: atom(film[field]) })))
    },
  },
])

class HomepageRouter extends Routes implements WithLoaders {
  readonly loaders: Loaders

  constructor(loaders: Loaders) {
    super({ maxPaths: 20_000 })
    this.loaders = loaders
  }
}

const encoder = new TextEncoder()

const contender: Contender = {
  languages: ['falcor'],
  prepare(_language, size) {
    const paths = pathSets(size)
    return (loaders) =>
      new Promise((resolve, reject) => {
        new HomepageRouter(loaders).get(paths).subscribe((answer) => resolve(encoder.encode(JSON.stringify(answer))), reject)
      })
  },
}

export const subject = subjectOf(contender)

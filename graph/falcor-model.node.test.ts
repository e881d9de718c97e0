import { createRequire } from 'node:module'
import type falcor from 'falcor'
import { describe, expect, test } from 'vitest'
import type { JsonGraphAnswer } from './index.ts'
import { createFilmGraph, type FilmGraph } from './testing/films.ts'

// The stock Model of the npm package `falcor` over the engine, by a data source of a few lines.

/** What time it is for the Model; the time of day where nothing is set. */
const clock: { ms: number | undefined } = { ms: undefined }
const { Model } = loadAnew()

/** The package once more: it takes `Date.now` as it finds it when it is loaded, and other tests may have loaded it before. */
function loadAnew(): typeof falcor {
  const require = createRequire(import.meta.url)
  const { now } = Date
  for (const file of Object.keys(require.cache)) if (file.includes('/falcor/')) delete require.cache[file]
  Date.now = () => clock.ms ?? now()
  try {
    return require('falcor')
  } finally {
    Date.now = now
  }
}

interface Answer {
  subscribe(onNext: (value: unknown) => void, onError: (error: unknown) => void, onCompleted: () => void): { dispose(): void }
}

const answer = (promise: Promise<JsonGraphAnswer>): Answer => ({
  subscribe(onNext, onError, onCompleted) {
    let disposed = false
    promise.then(
      ({ body }) => {
        if (disposed) return
        onNext(JSON.parse(body.text))
        onCompleted()
      },
      (thrown) => disposed || onError(thrown),
    )
    return { dispose: () => void (disposed = true) }
  },
})

function createModel(films: FilmGraph = createFilmGraph(), failing: string[] = []) {
  const { graph, request, calls } = films
  const requests: string[] = []
  const sent = (method: string, paths: unknown, promise: Promise<JsonGraphAnswer>): Answer => {
    requests.push(`${method} ${JSON.stringify(paths)}`)
    const failure = failing.shift()
    return answer(failure === undefined ? promise : promise.then(() => Promise.reject(new Error(failure))))
  }
  const source = {
    get: (paths: unknown) => sent('get', paths, graph.get(paths, request())),
    set: (envelope: { readonly paths: unknown }) => sent('set', envelope.paths, graph.set(envelope, request())),
    call: (callPath: unknown, args: unknown, pathSuffixes: unknown, thisPaths: unknown) =>
      sent('call', callPath, graph.call({ callPath, arguments: args, pathSuffixes, thisPaths }, request())),
  }
  return { model: new Model({ source }), requests, calls }
}

/** Without `$__path`, which the Model puts beside the members of each branch. */
const plain = (json: unknown) => JSON.parse(JSON.stringify(json, (key, value) => (key === '$__path' ? undefined : value)))
const jsonOf = async (response: PromiseLike<{ readonly json: unknown } | undefined>) => plain((await response)?.json)

/** As the Model gave it, with what `deref` needs. */
const branchesOf = async (response: PromiseLike<{ readonly json: unknown } | undefined>) =>
  (await response)?.json as { readonly best: { readonly similar?: Readonly<Record<number, unknown>> } }

describe('get', () => {
  test('follows references and asks by ids what it is not told', async () => {
    const { model, requests } = createModel()
    expect(await jsonOf(model.get(['best', 'similar', { to: 1 }, ['name', 'year']], ['best', 'name']))).toEqual({
      best: { name: 'Film 1', similar: { 0: { name: 'Film 2', year: 1982 }, 1: { name: 'Film 3', year: 1983 } } },
    })
    expect(requests).toHaveLength(1)
  })

  test('what is cached is not asked for again, by whichever path', async () => {
    const { model, requests } = createModel()
    await model.get(['films', [1, 2], ['name', 'year']])
    await model.get(['films', 2, 'name'])
    expect(requests).toHaveLength(1)
    await model.get(['best', 'name'])
    expect(requests).toHaveLength(2)
    // The reference is new, the film is not.
    expect(await jsonOf(model.get(['best', ['name', 'year']]))).toEqual({ best: { name: 'Film 1', year: 1981 } })
    expect(requests).toHaveLength(2)
  })

  test('asks only for what is missing, along references it knows', async () => {
    const { model, requests } = createModel()
    await model.get(['best', 'name'])
    await model.get(['best', ['name', 'year']])
    expect(requests.at(-1)).toBe('get [["films",1,"year"]]')
  })

  test('does not ask again for what is missing: keys and indices that are not there, films that are not there, null', async () => {
    const { model, requests } = createModel()
    const ask = () =>
      jsonOf(
        model.get(
          ['films', [1, 99], ['name', 'nosuch']],
          ['search', 'Film', [{ to: 5 }, 'length'], 'name'],
          ['films', 16, 'director', 'name'],
          ['nosuch', 'x', 'y'],
        ),
      )
    const first = await ask()
    expect(first.search.Film).toMatchObject({ 0: { name: 'Film 5' }, 2: { name: 'Film 7' }, length: 3 })
    expect(requests).toHaveLength(1)
    expect(await ask()).toEqual(first)
    expect(requests).toHaveLength(1)
  })

  test('arguments and their defaults are keys', async () => {
    const { model, requests } = createModel()
    const ask = () => jsonOf(model.get(['films', 7, 'poster', ['~', 'WIDE'], ['~', 342], 'url']))
    expect((await ask()).films[7].poster).toEqual({
      '~': { '~': { url: '/7/TALL/300' }, 342: { url: '/7/TALL/342' } },
      WIDE: { '~': { url: '/7/WIDE/300' }, 342: { url: '/7/WIDE/342' } },
    })
    await ask()
    expect(requests).toHaveLength(1)
  })

  test('an error comes with its path, beside what could be had', async () => {
    const { model, requests } = createModel()
    const errors = await model.get(['films', [12, 13], 'name']).then(
      () => [],
      (thrown) => thrown,
    )
    expect(plain(errors)).toEqual([{ path: ['films', 13, 'name'], value: { code: 'BROKEN', message: 'Film 13 is broken' } }])
    expect(await jsonOf(model.treatErrorsAsValues().get(['films', [12, 13], 'name']))).toEqual({
      films: { 12: { name: 'Film 12' }, 13: { name: { code: 'BROKEN', message: 'Film 13 is broken' } } },
    })
    expect(requests).toHaveLength(1)
  })

  test('an atom is as old as it may get, then it is asked for again', async () => {
    clock.ms = 1_000_000
    const { model, requests } = createModel()
    await model.get(['films', 1, ['name', 'director']])
    clock.ms += 299_000
    await model.get(['films', 1, 'name'])
    expect(requests).toHaveLength(1)
    clock.ms += 2_000
    expect(await jsonOf(model.get(['films', 1, 'name']))).toEqual({ films: { 1: { name: 'Film 1' } } })
    expect(requests).toHaveLength(2)
    clock.ms = undefined
  })
})

describe('set', () => {
  test('the answer is what the Model then holds', async () => {
    const { model, requests } = createModel()
    expect(await jsonOf(model.set({ path: ['films', 1, 'stars'], value: 4 }))).toEqual({ films: { 1: { stars: 4 } } })
    expect(await jsonOf(model.get(['films', 1, 'stars']))).toEqual({ films: { 1: { stars: 4 } } })
    expect(requests).toEqual(['set [["films",1,"stars"]]'])
  })

  test('through a reference', async () => {
    const { model, calls } = createModel()
    await model.get(['best', 'name'])
    expect(await jsonOf(model.set({ path: ['best', 'stars'], value: 3 }))).toEqual({ best: { stars: 3 } })
    expect(calls).toContain('Film.set 1.stars=3')
  })

  test('a value that is refused takes the place of the one the Model had put there', async () => {
    const { model } = createModel()
    await model.set({ path: ['films', 1, 'stars'], value: 4 })
    const errors = await model.set({ path: ['films', 1, 'stars'], value: 9 }).then(
      () => [],
      (thrown) => thrown,
    )
    expect(plain(errors)).toMatchObject([{ path: ['films', 1, 'stars'], value: { code: 'BAD_ARGUMENT' } }])
  })
})

describe('call', () => {
  test('merges what the function answers, and asks again for what it says has changed', async () => {
    const { model, requests } = createModel()
    await model.get(['best', 'name'], ['films', 2, 'name'])
    expect(await jsonOf(model.call(['rate'], [2, 5], [['stars'], ['director', 'name']]))).toEqual({
      films: { 2: { director: { name: 'Person p2' }, stars: 5 } },
    })
    expect(await jsonOf(model.get(['films', 2, ['name', 'stars']]))).toEqual({ films: { 2: { name: 'Film 2', stars: 5 } } })
    expect(requests.map((request) => request.split(' ')[0])).toEqual(['get', 'call'])
    // `best` was invalidated: the reference is asked for again.
    await model.get(['best', 'name'])
    expect(requests.at(-1)).toBe('get [["best","name"]]')
  })

  test('a scalar stands at the call path', async () => {
    const { model } = createModel()
    expect(await jsonOf(model.call(['count'], [3]))).toEqual({ count: 3 })
  })

  test('a failure comes with the call path', async () => {
    const { model } = createModel()
    const errors = await model.call(['rate'], [222, 5]).then(
      () => [],
      (thrown) => thrown,
    )
    expect(plain(errors)).toMatchObject([{ path: ['rate'], value: { code: 'TITLE_UNKNOWN' } }])
  })
})

describe('batch', () => {
  test('what is asked within a turn is one request, each film in it once', async () => {
    const { model, requests, calls } = createModel()
    const batching = model.batch()
    const answers = await Promise.all([
      jsonOf(batching.get(['films', 1, 'name'])),
      jsonOf(batching.get(['films', 2, ['name', 'year']])),
      jsonOf(batching.get(['films', [1, 2], 'name'])),
    ])
    expect(answers.map(({ films }) => Object.keys(films))).toEqual([['1'], ['2'], ['1', '2']])
    expect(requests).toHaveLength(1)
    expect(calls).toEqual(['Film.load 1,2 name,year'])
  })

  test('what is asked twice at once is asked once', async () => {
    const { model, requests } = createModel()
    const [first, second] = await Promise.all([jsonOf(model.get(['films', 3, 'name'])), jsonOf(model.get(['films', 3, 'name']))])
    expect(first).toEqual(second)
    expect(requests).toHaveLength(1)
  })
})

describe('deref', () => {
  test('a model of one film asks by its id, and shares the cache', async () => {
    const { model, requests } = createModel()
    const { best } = await branchesOf(model.get(['best', 'similar', { to: 1 }, 'name']))
    const second = model.deref(best.similar?.[1])
    expect(await jsonOf(second.get(['name']))).toEqual({ name: 'Film 3' })
    expect(requests).toHaveLength(1)
    expect(await jsonOf(second.get(['director', 'name']))).toEqual({ director: { name: 'Person p1' } })
    expect(requests.at(-1)).toBe('get [["films",3,"director","name"]]')
    expect(await model.getValue(['films', 3, 'director', 'name'])).toBe('Person p1')
    expect(requests).toHaveLength(2)
  })

  test('a model of one film sets what is its own', async () => {
    const { model, calls } = createModel()
    const { best: branch } = await branchesOf(model.get(['best', 'name']))
    const best = model.deref(branch)
    expect(await jsonOf(best.set({ path: ['stars'], value: 2.5 }))).toEqual({ stars: 2.5 })
    expect(calls.at(-1)).toBe('Film.set 1.stars=2.5')
  })
})

describe('invalidate', () => {
  test('what is invalidated is asked for again, and nothing else', async () => {
    const { model, requests } = createModel()
    await model.get(['films', [1, 2], ['name', 'year']])
    model.invalidate(['films', 1, 'name'])
    await model.get(['films', [1, 2], ['name', 'year']])
    expect(requests.at(-1)).toBe('get [["films",1,"name"]]')
  })

  test('a reference that is invalidated is asked for, and what it leads to is not', async () => {
    const { model, requests } = createModel()
    await model.get(['best', ['name', 'year']], ['films', 1, ['name', 'year']])
    model.invalidate(['best'])
    expect(await jsonOf(model.get(['best', 'name']))).toEqual({ best: { name: 'Film 1' } })
    expect(requests.at(-1)).toBe('get [["best","name"]]')
    expect(await model.getValue(['films', 1, 'year'])).toBe(1981)
    expect(requests).toHaveLength(2)
  })

  test('what a set says has changed besides, the Model does not hear: such values have to expire', async () => {
    const { model, requests } = createModel()
    await model.get(['films', [1, 2], 'note'], ['best', 'name'])
    await model.set({ path: ['films', 1, 'stars'], value: 3 })
    await model.get(['films', 2, 'note'])
    expect(requests.at(-1)).toBe('set [["films",1,"stars"]]')
  })
})

describe('boxed values and errors as values', () => {
  test('a boxed atom brings its metadata, a boxed error its type', async () => {
    const { model } = createModel()
    const { films } = await jsonOf(
      model
        .boxValues()
        .treatErrorsAsValues()
        .get(['films', [1, 13], 'name'], ['films', 1, 'tags']),
    )
    expect(films[1].name).toMatchObject({ $type: 'atom', value: 'Film 1' })
    expect(films[1].tags).toMatchObject({ $type: 'atom', value: null })
    expect(films[13].name).toMatchObject({ $type: 'error', value: { code: 'BROKEN' } })
  })

  test('a path that ends on a reference gets it, as a path from the root', async () => {
    const { model, requests } = createModel()
    const { films } = await jsonOf(model.boxValues().get(['films', 1, 'director']))
    expect(films[1].director).toMatchObject({ $type: 'ref', value: ['people', 'p1'] })
    expect(requests).toHaveLength(1)
  })

  test('an error is kept for as long as nobody invalidates it', async () => {
    const { model, requests } = createModel()
    const errors = model.treatErrorsAsValues()
    await errors.get(['films', 13, 'name'])
    await errors.get(['films', 13, 'name'])
    expect(requests).toHaveLength(1)
    model.invalidate(['films', 13, 'name'])
    await errors.get(['films', 13, 'name'])
    expect(requests).toHaveLength(2)
  })
})

describe('progressively', () => {
  test('first what is cached, then all of it', async () => {
    const { model } = createModel()
    await model.get(['films', 1, 'name'])
    const seen: unknown[] = []
    await new Promise<void>((resolve, reject) => {
      model
        .get(['films', 1, ['name', 'year']])
        .progressively()
        .subscribe(
          ({ json }) => seen.push(plain(json)),
          reject,
          () => resolve(),
        )
    })
    expect(seen).toEqual([{ films: { 1: { name: 'Film 1' } } }, { films: { 1: { name: 'Film 1', year: 1981 } } }])
  })
})

describe('a source that fails', () => {
  test('fails all that was asked of it, and is asked again the next time', async () => {
    const { model, requests } = createModel(createFilmGraph(), ['No connection'])
    const thrown = await model.get(['films', 1, 'name']).then(
      () => undefined,
      (error) => error,
    )
    expect(String(thrown)).toContain('No connection')
    model.invalidate(['films', 1, 'name'])
    expect(await jsonOf(model.get(['films', 1, 'name']))).toEqual({ films: { 1: { name: 'Film 1' } } })
    expect(requests).toHaveLength(2)
  })

  test('no answer leaves the Model asking for the rest: what is missing, late or refused is said at its path', async () => {
    const films = createFilmGraph()
    const { model, requests } = createModel(films)
    await model
      .treatErrorsAsValues()
      .get(
        ['films', [1, 13, 14, 15, 99, 'x'], ['name', 'year', 'nosuch', '__typename']],
        ['films', [1, 9, 99], 'similar', [{ to: 4 }, 'length', 'last'], ['name', 'nosuch']],
        ['films', 1, 'cast', { to: 3 }, 'actor', 'name'],
        ['films', 1, 'poster', ['~', 'BAD'], ['~', 'x'], 'url'],
        ['members', [7, 9], 'name'],
        ['anything', ['p1', 'p9', 3], ['name', 'born']],
      )
    // The Model asks up to three times until every path is answered.
    expect(requests).toHaveLength(1)
  })
})

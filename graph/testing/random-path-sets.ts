import fc from 'fast-check'

type Rest = fc.Arbitrary<readonly unknown[]>

/** Key sets as falcor-router reads them rightly: no empty ones, and no scalar before a range (notes on it: differences.md). */
function keys(from: readonly (string | number)[]): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(...from), fc.shuffledSubarray([...from], { minLength: 1 }))
}

/** Integers with two ranges to choose from. */
function integers(some: readonly number[], ...ranges: readonly object[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    keys(some),
    fc.constantFrom(...ranges),
    fc.tuple(fc.constantFrom(...ranges), fc.constantFrom(...some)).map((pair) => pair),
  )
}

const path = (...parts: readonly (fc.Arbitrary<unknown> | string)[]): Rest =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
const then = (head: Rest, rest: Rest): Rest => fc.tuple(head, rest).map(([a, b]) => [...a, ...b])
const end: Rest = fc.constant([])

const leaves = ['id', 'name', 'year', 'tags', 'stars', 'note', 'similarLength', 'director', '__typename']
const posterKinds = keys(['~', 'TALL', 'WIDE'])
const posterWidths = keys(['~', 9, 342])
const person = fc.oneof(path(keys(['id', 'name', 'born', '__typename'])), path(keys(['name', 'nosuch'])))

/** What may follow a film. `exists`: no film that might not be there. */
function film(depth: number, exists: boolean): Rest {
  const here: Rest[] = [
    path(keys(leaves)),
    then(path('director'), person),
    path('poster', posterKinds, posterWidths, keys(['url', 'width', '__typename'])),
    path('cast', integers([0, 1, 2], { to: 1 }, { from: 1, length: 2 }), keys(['part', 'actor', '__typename'])),
    then(path('cast', integers([0, 1], { to: 1 }), fc.constant('actor')), person),
    path('cast', 'length'),
    path('similar', keys(['length', 0, 1, 5])),
  ]
  if (exists) here.push(path(keys(['name', 'nosuch'])))
  // Index 2 is film 99, which a reference vouches for although it does not exist.
  if (depth > 0) here.push(then(path('similar', integers([0, 1, 7], { to: 1 }, { from: 4, to: 5 })), film(depth - 1, true)))
  return fc.oneof(...here)
}

const ids = integers([1, 2, 9, 11, 12, 99], { from: 1, to: 3 }, { from: 9, length: 4 })
const texts = keys(['Film', '6', 'none'])

const pathSet: Rest = fc.oneof(
  then(path('best'), fc.oneof(end, film(2, true))),
  then(path('film', ids), fc.oneof(end, film(2, false))),
  then(path('films', ids), film(3, false)),
  then(path('search', texts, integers([0, 1, 2, 3], { to: 2 }, { from: 2, to: 4 })), fc.oneof(end, film(1, true))),
  path('search', texts, fc.constant('length')),
  path('searchLength', texts),
  then(path('people', keys(['p1', 'p2', 'p9'])), path(keys(['id', 'name', 'born', '__typename']))),
  then(path('members', keys([7, 9])), path(keys(['id', 'name', '__typename']))),
  then(path('member'), fc.oneof(end, path(keys(['id', 'name'])))),
  then(path('anything', keys(['p1', 'p2', 3, 14, 16])), fc.oneof(end, path(keys(['id', 'name', 'year', 'born', '__typename'])))),
  path('filtered', keys(['~', '{}', '{"genre":"war"}', '{"years":[1]}'])),
  path(keys(['nosuch', 'rate', 'best'])),
)

/** Random path sets over the film schema, four references deep. */
export const randomPathSets: fc.Arbitrary<readonly (readonly unknown[])[]> = fc.array(pathSet, { minLength: 1, maxLength: 5 })

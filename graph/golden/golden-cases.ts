/** One request in either language. */
export interface GoldenCase {
  /** Of its file. */
  readonly name: string
  readonly about: string
  readonly paths?: readonly (readonly unknown[])[]
  readonly document?: string
  readonly call?: {
    readonly callPath: readonly string[]
    readonly arguments: readonly unknown[]
    readonly pathSuffixes?: readonly unknown[]
  }
  readonly set?: { readonly jsonGraph: unknown; readonly paths: readonly (readonly unknown[])[] }
}

/** From simple to odd. The film graph is described in `testing/films.ts` and `testing/film-data.ts`. */
export const goldenCases: readonly GoldenCase[] = [
  { name: '01-two-films', about: 'Two films by their ids: one load', paths: [['films', [7, 9], ['name', 'year']]] },
  {
    name: '02-two-films-graphql',
    about: 'The same in GraphQL: the same load',
    document: '{ a: film(id: 7) { name year } b: film(id: 9) { name year } }',
  },
  {
    name: '03-page',
    about: 'A page as a device asks for it: one call per type and turn, and of a film only what has not been asked for yet',
    paths: [
      ['best', 'similar', { to: 1 }, ['name', 'year']],
      ['search', 'Film', [{ to: 2 }, 'length'], ['name', 'director'], 'name'],
      ['films', [2, 5], 'name'],
    ],
  },
  {
    name: '04-page-graphql',
    about: 'The same page in GraphQL, with a fragment and aliases',
    document:
      '{ best { similar(limit: 2) { ...Card } } found: search(query: "Film", limit: 3) { ...Card director { name } } searchLength(query: "Film") }\nfragment Card on Film { name year }',
  },
  {
    name: '05-through-references',
    about: 'Three references deep; the reference that nobody asked beyond is answered as it is',
    paths: [['films', 1, 'similar', 0, 'similar', 0, 'similar', 0]],
  },
  {
    name: '06-ranges-and-duplicates',
    about: 'Ranges, duplicates and digits as text are one set of keys',
    paths: [
      ['films', [{ from: 3, to: 5 }, 4, '5'], 'year'],
      ['films', { from: 4, length: 3 }, 'year'],
    ],
  },
  {
    name: '07-arguments',
    about: 'Arguments are keys: the default and its value are one demand with two answers',
    paths: [['films', [1, 2], 'poster', ['~', 'TALL', 'WIDE'], ['~', 300], 'url']],
  },
  {
    name: '08-personal',
    about: 'Personal fields are a call of their own, with another context',
    paths: [['films', [1, 2, 3], ['name', 'stars']]],
  },
  {
    name: '09-failures',
    about: 'What fails, fails at its path alone: a film that cannot be loaded, a promised name that is null, a year that is text',
    paths: [['films', { from: 12, to: 15 }, ['name', 'year']]],
  },
  {
    name: '10-failures-graphql',
    about: 'The same in GraphQL: null, and an error for each; a promised field takes its object with it',
    document: '{ a: film(id: 12) { name } b: film(id: 13) { year } c: film(id: 14) { name } d: film(id: 15) { year } }',
  },
  {
    name: '11-missing',
    about: 'Missing is not null: an unknown id is null, an index beyond the end and an unknown key are atoms',
    paths: [
      ['films', [1, 99], ['name', 'nosuch']],
      ['search', '6', { to: 1 }, 'name'],
      ['films', 'seven', 'name'],
    ],
  },
  {
    name: '12-trusted-reference',
    about: 'A reference that a resolver handed out is trusted: its id needs no load',
    paths: [['films', 1, 'similar', { to: 1 }, ['id', '__typename']]],
  },
  {
    name: '13-objects-in-place',
    about: 'Objects that are no entities stand in place; several path sets want different members of one',
    paths: [
      ['films', 1, 'cast', { to: 2 }, 'part'],
      ['films', 1, 'cast', [0, 'length'], 'actor', 'name'],
    ],
  },
  {
    name: '14-union',
    about: 'Members of a union are loaded each by its own type',
    paths: [['anything', ['p1', '3', '4'], ['name', 'born', 'year', '__typename']]],
  },
  {
    name: '15-forbidden',
    about: 'Another’s entity is refused where it stands, before anything is loaded for it',
    paths: [
      ['members', [7, 9], 'name'],
      ['member', 'name'],
    ],
  },
  {
    name: '16-set',
    about: 'Two values set at once, one of them out of bounds',
    set: { jsonGraph: { films: { 1: { stars: 4.5 }, 2: { stars: 9 } } }, paths: [['films', [1, 2], 'stars']] },
  },
  {
    name: '17-call',
    about: 'A function, and what of its film is wanted afterwards',
    call: { callPath: ['rate'], arguments: [2, 5], pathSuffixes: [['stars'], ['director', 'name']] },
  },
]

import type { PathSet } from './falcor-wire.ts'

/** One question in both languages. `ROW` in either stands for the id of the second row of the asker's page, `FOREIGN` for another member's. */
export interface Question {
  readonly name: string
  readonly who: 'member' | 'child' | 'visitor'
  readonly paths: readonly PathSet[]
  readonly query: string
  /** The codes of the failures that both answers hold, in order; none where it is left out. */
  readonly codes?: readonly string[]
}

const first = (count: number) => ({ from: 0, to: count - 1 })
const plain = ['id', 'name', 'year', 'runtimeMinutes', 'maturity', 'synopsis', 'genres'] as const
const personal = ['match', 'myRating', 'inMyList', 'bookmarkSeconds'] as const
const long = 'the '.repeat(60).trim()

/** Questions about films and the people who made them: the same for everybody. */
const openQuestions: readonly Question[] = [
  { name: 'every plain field of a title', who: 'visitor', paths: [['titles', 7, plain]], query: `{ title(id: 7) { ${plain.join(' ')} } }` },
  {
    name: 'two titles, as in the contract',
    who: 'visitor',
    paths: [['titles', [1, 2], ['name', 'year']]],
    query: '{ one: title(id: 1) { name year } two: title(id: 2) { name year } }',
  },
  { name: 'a title through the root field', who: 'visitor', paths: [['title', 7, ['id', 'name']]], query: '{ title(id: 7) { id name } }' },
  {
    name: 'a title without a director, runtime or genres',
    who: 'visitor',
    paths: [
      ['title', 1, ['runtimeMinutes', 'genres']],
      ['title', 1, 'director', 'name'],
    ],
    query: '{ title(id: 1) { runtimeMinutes genres director { name } } }',
  },
  { name: 'an unknown title is null', who: 'visitor', paths: [['title', 99_999, 'name']], query: '{ title(id: 99999) { name } }' },
  { name: 'title zero is null', who: 'visitor', paths: [['title', 0, ['id', 'name']]], query: '{ title(id: 0) { id name } }' },
  {
    name: 'an unknown title beside a known one',
    who: 'visitor',
    paths: [['title', [99_999, 3], 'name']],
    query: '{ none: title(id: 99999) { name } some: title(id: 3) { name } }',
  },
  {
    name: 'a director and the films they directed',
    who: 'visitor',
    paths: [
      ['title', 1235, 'director', ['id', 'name']],
      ['title', 1235, 'director', 'titles', [first(10), 'length'], ['name', 'year']],
    ],
    query: '{ title(id: 1235) { director { id name titles { name year } titlesLength } } }',
  },
  {
    name: 'a window of a filmography',
    who: 'visitor',
    paths: [['title', 1235, 'director', 'titles', { from: 2, to: 4 }, 'id']],
    query: '{ title(id: 1235) { director { titles(offset: 2, limit: 3) { id } } } }',
  },
  {
    name: 'a filmography beyond its end',
    who: 'visitor',
    paths: [['title', 1235, 'director', 'titles', { from: 5, to: 24 }, 'id']],
    query: '{ title(id: 1235) { director { titles(offset: 5, limit: 20) { id } } } }',
  },
  {
    name: 'artwork with its defaults',
    who: 'visitor',
    paths: [['title', 7, 'artwork', '~', '~', ['url', 'width', 'height']]],
    query: '{ title(id: 7) { artwork { url width height } } }',
  },
  {
    name: 'artwork with its defaults said',
    who: 'visitor',
    paths: [['title', 7, 'artwork', 'BOXART', 342, ['url', 'width', 'height']]],
    query: '{ title(id: 7) { artwork(kind: BOXART, width: 342) { url width height } } }',
  },
  {
    name: 'artwork of the other kind',
    who: 'visitor',
    paths: [['title', 7, 'artwork', 'BILLBOARD', 1280, ['url', 'width', 'height']]],
    query: '{ title(id: 7) { artwork(kind: BILLBOARD, width: 1280) { url width height } } }',
  },
  {
    name: 'artwork of a kind in the default width',
    who: 'visitor',
    paths: [['title', 7, 'artwork', 'BILLBOARD', '~', ['width', 'height']]],
    query: '{ title(id: 7) { artwork(kind: BILLBOARD) { width height } } }',
  },
  {
    name: 'artwork in two widths at once',
    who: 'visitor',
    paths: [['title', 7, 'artwork', '~', [342, 684], 'url']],
    query: '{ title(id: 7) { small: artwork(width: 342) { url } large: artwork(width: 684) { url } } }',
  },
  {
    name: 'an explicit null is the default',
    who: 'visitor',
    paths: [
      ['title', 7, 'artwork', '~', 64, 'url'],
      ['title', 7, 'similar', first(10), 'id'],
    ],
    query: '{ title(id: 7) { artwork(kind: null, width: 64) { url } similar(offset: null, limit: null) { id } } }',
  },
  {
    name: 'artwork too narrow fails at its path alone',
    who: 'visitor',
    paths: [
      ['title', 7, 'artwork', '~', 5, 'url'],
      ['title', 7, 'name'],
    ],
    query: '{ title(id: 7) { artwork(width: 5) { url } name } }',
    codes: ['BAD_ARGUMENT'],
  },
  {
    name: 'similar titles, ten when nothing is said',
    who: 'visitor',
    paths: [['title', 7, 'similar', [first(10), 'length'], ['id', 'name']]],
    query: '{ title(id: 7) { similar { id name } similarLength } }',
  },
  {
    name: 'a window over the end of similar titles',
    who: 'visitor',
    paths: [['title', 7, 'similar', [{ from: 38, to: 44 }, 'length'], 'id']],
    query: '{ title(id: 7) { similar(offset: 38, limit: 7) { id } similarLength } }',
  },
  {
    name: 'a window of similar titles that begins beyond the end is empty',
    who: 'visitor',
    paths: [['title', 7, 'similar', { from: 100, to: 104 }, 'id']],
    query: '{ title(id: 7) { similar(offset: 100, limit: 5) { id } } }',
  },
  {
    name: 'a window of nothing',
    who: 'visitor',
    paths: [['title', 7, 'similar', 'length']],
    query: '{ title(id: 7) { similar(limit: 0) { id } similarLength } }',
  },
  {
    name: 'similar titles of similar titles',
    who: 'visitor',
    paths: [['title', 7, 'similar', first(3), 'similar', first(3), ['id', 'name']]],
    query: '{ title(id: 7) { similar(limit: 3) { similar(limit: 3) { id name } } } }',
  },
  {
    name: 'the type of each object',
    who: 'visitor',
    paths: [
      ['__typename'],
      ['title', 1235, ['__typename', 'id']],
      ['title', 1235, 'director', '__typename'],
      ['title', 1235, 'artwork', '~', '~', '__typename'],
    ],
    query: '{ __typename title(id: 1235) { __typename id director { __typename } artwork { __typename } } }',
  },
]

const searches: readonly Question[] = [
  { name: 'the beginning of a word', text: 'god' },
  { name: 'a name of two words', text: 'james cam' },
  { name: 'capitals', text: 'TITANIC' },
  { name: 'nothing', text: '' },
  { name: 'blanks', text: '   ' },
  { name: 'letters with accents', text: 'amélie' },
  { name: 'another script', text: '七人の侍' },
  { name: 'an emoji', text: '🎬' },
  { name: 'signs that mean something to a database', text: "%_*() OR 1=1; DROP TABLE titles; --'" },
  { name: 'words that mean something to a text index', text: 'NEAR AND NOT name:x ^a "b' },
  { name: 'a backslash and a quote', text: '\\"' },
  { name: 'a long text', text: long },
  { name: 'the key of a default', text: ' ~' },
].map(({ name, text }) => ({
  name: `a search for ${name}`,
  who: 'visitor',
  paths: [['search', text, [first(5), 'length'], ['id', 'name']]],
  query: `{ search(query: ${JSON.stringify(text)}, limit: 5) { id name } searchLength(query: ${JSON.stringify(text)}) }`,
}))

const moreSearches: readonly Question[] = [
  {
    name: 'a search, ten when nothing is said',
    who: 'visitor',
    paths: [['search', 'the', first(10), 'id']],
    query: '{ search(query: "the") { id } }',
  },
  {
    name: 'a later window of a search',
    who: 'visitor',
    paths: [['search', 'the', { from: 40, to: 45 }, ['id', 'year']]],
    query: '{ search(query: "the", offset: 40, limit: 6) { id year } }',
  },
  {
    name: 'a search for a number',
    who: 'visitor',
    paths: [
      ['search', '2012', first(3), 'name'],
      ['search', '2012', 'length'],
    ],
    query: '{ search(query: "2012", limit: 3) { name } searchLength(query: "2012") }',
  },
]

/** Questions whose answers depend on who asks. */
const personalQuestions: readonly Question[] = [
  {
    name: 'personal fields of a title, signed in',
    who: 'member',
    paths: [['title', [1, 370], personal]],
    query: `{ a: title(id: 1) { ${personal.join(' ')} } b: title(id: 370) { ${personal.join(' ')} } }`,
  },
  {
    name: 'personal fields of a title, signed out',
    who: 'visitor',
    paths: [['title', 1, personal]],
    query: `{ title(id: 1) { ${personal.join(' ')} } }`,
  },
  {
    name: 'playback, signed in',
    who: 'member',
    paths: [['title', 7, 'playback', ['__typename', 'dashUrl', 'hlsUrl', 'expiresAt']]],
    query: '{ title(id: 7) { playback { __typename dashUrl hlsUrl expiresAt } } }',
  },
  {
    name: 'playback, signed out',
    who: 'visitor',
    paths: [['title', 7, 'playback', 'dashUrl']],
    query: '{ title(id: 7) { playback { dashUrl } } }',
  },
  {
    name: 'personal fields of an unknown title',
    who: 'member',
    paths: [['title', 99_999, personal]],
    query: `{ title(id: 99999) { ${personal.join(' ')} } }`,
  },
  {
    name: 'the signed-in profile and its list',
    who: 'member',
    paths: [
      ['me', ['__typename', 'id', 'name']],
      ['me', 'myList', [first(10), 'length'], ['id', 'name', 'inMyList']],
    ],
    query: '{ me { __typename id name myList { id name inMyList } myListLength } }',
  },
  {
    name: 'a window of the list, over its end',
    who: 'member',
    paths: [['me', 'myList', { from: 3, to: 102 }, 'id']],
    query: '{ me { myList(offset: 3, limit: 100) { id } } }',
  },
  { name: 'a visitor is nobody', who: 'visitor', paths: [['me', ['id', 'name']]], query: '{ me { id name } }' },
  {
    name: 'the homepage as in the contract',
    who: 'member',
    paths: [['home', 'rows', first(5), 'titles', first(10), ['id', 'name']]],
    query: '{ home { rows(limit: 5) { titles(limit: 10) { id name } } } }',
  },
  {
    name: 'all of a homepage: its id, billboard, rows and their kinds',
    who: 'member',
    paths: [
      ['home', ['__typename', 'id']],
      ['home', 'billboard', ['id', 'name']],
      ['home', 'rows', [first(40), 'length'], ['__typename', 'id', 'heading', 'kind']],
      ['home', 'rows', first(40), 'titles', 'length'],
    ],
    query: '{ home { __typename id billboard { id name } rows(limit: 40) { __typename id heading kind titlesLength } rowsLength } }',
  },
  {
    name: 'rows and titles in windows',
    who: 'member',
    paths: [['home', 'rows', { from: 2, to: 4 }, 'titles', { from: 5, to: 9 }, ['id', 'match']]],
    query: '{ home { rows(offset: 2, limit: 3) { titles(offset: 5, limit: 5) { id match } } } }',
  },
  {
    name: 'ten rows of ten titles when nothing is said',
    who: 'member',
    paths: [['home', 'rows', first(10), 'titles', first(10), 'id']],
    query: '{ home { rows { titles { id } } } }',
  },
  {
    name: 'rows beyond the last',
    who: 'member',
    paths: [['home', 'rows', { from: 60, to: 64 }, 'id']],
    query: '{ home { rows(offset: 60, limit: 5) { id } } }',
  },
  {
    name: 'personal fields all over a homepage',
    who: 'member',
    paths: [['home', 'rows', first(3), 'titles', first(5), personal]],
    query: `{ home { rows(limit: 3) { titles(limit: 5) { ${personal.join(' ')} } } } }`,
  },
  ...(['member', 'child', 'visitor'] as const).flatMap((who) => [
    {
      name: `films to begin with, of a ${who}`,
      who,
      paths: [['starters', [first(10), 'length'], ['id', 'name']]],
      query: '{ starters { id name } startersLength }',
    },
    {
      name: `a window of films to begin with, of a ${who}`,
      who,
      paths: [['starters', { from: 55, to: 64 }, 'id']],
      query: '{ starters(offset: 55, limit: 10) { id } }',
    },
    {
      name: `why rows and titles are there, of a ${who}`,
      who,
      paths: [
        ['home', 'rows', { from: 0, to: 19 }, ['kind', 'reason']],
        ['home', 'rows', { from: 0, to: 19 }, 'titles', first(3), ['id', 'reason']],
        ['home', 'billboard', 'reason'],
      ],
      query: '{ home { billboard { reason } rows(limit: 20) { kind reason titles(limit: 3) { id reason } } } }',
    },
  ]),
  {
    name: 'a row by its id',
    who: 'member',
    paths: [
      ['row', 'ROW', ['id', 'heading', 'kind', 'reason']],
      ['row', 'ROW', 'titles', [first(5), 'length'], 'name'],
    ],
    query: '{ row(id: "ROW") { id heading kind reason titles(limit: 5) { name } titlesLength } }',
  },
  {
    name: 'another member’s row',
    who: 'member',
    paths: [['row', 'FOREIGN', 'id']],
    query: '{ row(id: "FOREIGN") { id } }',
    codes: ['FORBIDDEN'],
  },
  {
    name: 'a member’s row, signed out',
    who: 'visitor',
    paths: [['row', 'FOREIGN', 'heading']],
    query: '{ row(id: "FOREIGN") { heading } }',
    codes: ['FORBIDDEN'],
  },
  { name: 'a row that never was', who: 'member', paths: [['row', 'nosuch', 'heading']], query: '{ row(id: "nosuch") { heading } }' },
  {
    name: 'the visitor’s page',
    who: 'visitor',
    paths: [
      ['home', ['id']],
      ['home', 'billboard', 'name'],
      ['home', 'rows', [first(5), 'length'], ['heading', 'kind']],
      ['home', 'rows', first(5), 'titles', first(5), ['name', 'match']],
    ],
    query: '{ home { id billboard { name } rows(limit: 5) { heading kind titles(limit: 5) { name match } } rowsLength } }',
  },
  {
    name: 'a child’s page',
    who: 'child',
    paths: [
      ['home', 'rows', [first(10), 'length'], ['heading', 'kind']],
      ['home', 'rows', first(10), 'titles', first(10), ['name', 'maturity', 'match']],
      ['me', 'name'],
    ],
    query: '{ home { rows { heading kind titles { name maturity match } } rowsLength } me { name } }',
  },
  {
    name: 'open and personal fields in one question',
    who: 'member',
    paths: [
      ['search', 'star', first(4), ['name', 'match', 'inMyList']],
      ['me', 'name'],
      ['home', 'billboard', 'similar', first(2), 'name'],
    ],
    query: '{ search(query: "star", limit: 4) { name match inMyList } me { name } home { billboard { similar(limit: 2) { name } } } }',
  },
]

/** All questions. */
export const questions: readonly Question[] = [...openQuestions, ...searches, ...moreSearches, ...personalQuestions]

/** One write in both languages; the film is a key of its own so that each leaves the others alone. */
export interface Write {
  readonly name: string
  readonly call: { readonly name: string; readonly args: readonly unknown[]; readonly suffixes: readonly PathSet[] }
  readonly mutation: string
}

/** Writes that leave the same state when they are done twice, so that both languages can be asked for the same thing. */
export const writes: readonly Write[] = [
  {
    name: 'rating',
    call: { name: 'rate', args: [11, 4.5], suffixes: [[['id', 'name', 'myRating']]] },
    mutation: 'mutation { rate(title: 11, stars: 4.5) { id name myRating } }',
  },
  {
    name: 'rating with the fewest stars',
    call: { name: 'rate', args: [12, 0.5], suffixes: [['myRating']] },
    mutation: 'mutation { rate(title: 12, stars: 0.5) { myRating } }',
  },
  {
    name: 'adding to the list',
    call: { name: 'addToMyList', args: [13], suffixes: [['inMyList']] },
    mutation: 'mutation { addToMyList(title: 13) { inMyList } }',
  },
  {
    name: 'taking out of the list',
    call: { name: 'removeFromMyList', args: [13], suffixes: [['inMyList']] },
    mutation: 'mutation { removeFromMyList(title: 13) { inMyList } }',
  },
  {
    name: 'taking out of the list what is not in it, asking for what is below references too',
    call: { name: 'removeFromMyList', args: [1235], suffixes: [['inMyList'], ['director', 'name'], ['similar', first(2), 'name']] },
    mutation: 'mutation { removeFromMyList(title: 1235) { inMyList director { name } similar(limit: 2) { name } } }',
  },
  ...['START', 'HEARTBEAT', 'PAUSE', 'STOP'].map((event, index) => ({
    name: `reporting ${event}`,
    call: { name: 'reportPlayback', args: [20 + index, 300 + index, event], suffixes: [['bookmarkSeconds']] },
    mutation: `mutation { reportPlayback(title: ${20 + index}, positionSeconds: ${300 + index}, event: ${event}) { bookmarkSeconds } }`,
  })),
  {
    name: 'picking films to begin with',
    call: { name: 'pickTitles', args: [[30, 31, 32]], suffixes: [[['id', 'name']]] },
    mutation: 'mutation { pickTitles(titles: [30, 31, 32]) { id name } }',
  },
  {
    name: 'beginning anew',
    call: { name: 'resetTaste', args: [], suffixes: [[['id', 'name']], ['myList', 'length'], ['myList', first(2), 'name']] },
    mutation: 'mutation { resetTaste { id name myListLength myList(limit: 2) { name } } }',
  },
  {
    name: 'deleting the history',
    call: { name: 'deleteHistory', args: [], suffixes: [[['id', 'name']], ['myList', 'length'], ['myList', first(2), 'name']] },
    mutation: 'mutation { deleteHistory { id name myListLength myList(limit: 2) { name } } }',
  },
]

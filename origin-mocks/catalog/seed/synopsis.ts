export interface SynopsisFacts {
  readonly year: number | null
  /** A person's name. */
  readonly director: string | null
  readonly majorGenre: string | null
  readonly creativeType: string | null
  readonly source: string | null
  readonly distributor: string | null
}

const nouns = new Map([
  ['Action', 'action film'],
  ['Horror', 'horror film'],
  ['Thriller/Suspense', 'thriller'],
  ['Concert/Performance', 'concert film'],
])

const kinds = new Map([
  ['Science Fiction', 'science-fiction'],
  ['Fantasy', 'fantasy'],
  ['Super Hero', 'superhero'],
  ['Kids Fiction', 'family'],
  ['Historical Fiction', 'historical'],
  ['Contemporary Fiction', 'present-day'],
])

const sources = new Map([
  ['Original Screenplay', 'from an original screenplay'],
  ['Based on Short Film', 'based on a short film'],
  ['Based on Play', 'based on a play'],
  ['Based on Book/Short Story', 'based on a book or short story'],
  ['Remake', 'a remake of an earlier film'],
  ['Based on Comic/Graphic Novel', 'based on a comic or graphic novel'],
  ['Based on Real Life Events', 'based on real events'],
  ['Traditional/Legend/Fairytale', 'after a traditional tale'],
  ['Based on TV', 'based on a television show'],
  ['Compilation', 'a compilation'],
  ['Based on Musical/Opera', 'based on a musical or opera'],
  ['Based on Game', 'based on a game'],
  ['Spin-Off', 'a spin-off'],
  ['Based on Factual Book/Article', 'based on a work of non-fiction'],
  ['Based on Magazine Article', 'based on a magazine article'],
  ['Disney Ride', 'based on a theme-park ride'],
  ['Based on Toy', 'based on a toy'],
  ['Musical Group Movie', 'with a musical group'],
])

/** One or two sentences made from the facts alone: the data has no synopsis. Null where nothing but the year is known. */
export function synopsisOf(facts: SynopsisFacts): string | null {
  const { year, director, majorGenre, creativeType, distributor } = facts
  if (director === null && majorGenre === null && creativeType === null && facts.source === null && distributor === null) return null
  const noun = majorGenre === null ? 'film' : (nouns.get(majorGenre) ?? majorGenre.toLowerCase())
  const kind = creativeType === null ? undefined : kinds.get(creativeType)
  const what = kind === undefined ? noun : `${kind} ${noun}`
  const clauses = [`${/^[aeiou]/.test(what) ? 'An' : 'A'} ${what}${year === null ? '' : ` from ${year}`}`]
  if (director !== null) clauses.push(`directed by ${director}`)
  // A dramatization retells real events, which says more than the form in which they were told before.
  const source = creativeType === 'Dramatization' ? 'based on real events' : facts.source === null ? undefined : sources.get(facts.source)
  if (source !== undefined) clauses.push(source)
  const released = distributor === null ? '' : ` Released by ${distributor}${distributor.endsWith('.') ? '' : '.'}`
  return `${clauses.join(', ')}.${released}`
}

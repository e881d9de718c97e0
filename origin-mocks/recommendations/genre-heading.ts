/** What films of a genre are called where its name alone does not do; other genres are "… films". */
const films: ReadonlyMap<string, string> = new Map([
  ['Adventure', 'Adventures'],
  ['Black Comedy', 'Black comedies'],
  ['Comedy', 'Comedies'],
  ['Documentary', 'Documentaries'],
  ['Drama', 'Dramas'],
  ['Musical', 'Musicals'],
  ['Romantic Comedy', 'Romantic comedies'],
  ['Science Fiction', 'Science fiction films'],
  ['Thriller', 'Thrillers'],
  ['True Story', 'True stories'],
  ['Western', 'Westerns'],
])

/** The heading of a row of genres, of a decade or of both: "Action meets Comedy", "Westerns of the 1960s", "Films of the 1980s". */
export function genreHeading(genres: readonly string[], decade: number | null): string {
  if (decade === null) return genres.join(' meets ')
  const [genre] = genres
  const what = genre === undefined ? 'Films' : (films.get(genre) ?? `${genre} films`)
  return `${what} of the ${decade}s`
}

const byMajorGenre = new Map<string, readonly string[]>([
  ['Thriller/Suspense', ['Thriller']],
  ['Romantic Comedy', ['Romantic Comedy', 'Comedy']],
  ['Black Comedy', ['Black Comedy', 'Comedy']],
  ['Concert/Performance', ['Concert']],
])

/** `Contemporary Fiction` says nothing that helps to choose a film, so it adds no genre. */
const byCreativeType = new Map<string, string>([
  ['Science Fiction', 'Science Fiction'],
  ['Fantasy', 'Fantasy'],
  ['Super Hero', 'Superhero'],
  ['Kids Fiction', 'Family'],
  ['Historical Fiction', 'Historical'],
  ['Dramatization', 'True Story'],
  ['Factual', 'Documentary'],
])

/** The genres of a film in people's words, the main one first; none where the data has none. */
export function genresOf(majorGenre: string | null, creativeType: string | null): readonly string[] {
  const genres = majorGenre === null ? [] : [...(byMajorGenre.get(majorGenre) ?? [majorGenre])]
  const added = creativeType === null ? undefined : byCreativeType.get(creativeType)
  if (added !== undefined && !genres.includes(added)) genres.push(added)
  return genres
}

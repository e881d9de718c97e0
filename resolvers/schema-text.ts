/** The text of `schema.graphql`; `npm run generate` writes it. */
export const schema = `"Lives once in the graph, under this root key, by its id; wherever it is returned stands a reference."
directive @entity(collection: String!) on OBJECT
"How long a value may be kept, in seconds, and by whom; on a type, the default of its fields."
directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
"Depends on who asks: never kept by a shared cache. On a type, all its fields."
directive @personal on OBJECT | FIELD_DEFINITION
"Devices may set it over Falcor; numbers within these bounds, null clears."
directive @settable(min: Float, max: Float) on FIELD_DEFINITION
"The most items a list of objects without paging holds."
directive @listSize(max: Int!) on FIELD_DEFINITION

enum CacheScope {
  "By everybody."
  PUBLIC
  "By the device that asked."
  PRIVATE
}

type Query {
  "The page for this profile on this device; the popular page for a visitor."
  home: Home @personal @cache(maxAge: 5, scope: PRIVATE)
  "The signed-in profile; null for a visitor."
  me: Profile @personal
  "A film by its number; null where there is none."
  title(id: Int!): Title @cache(maxAge: 300, scope: PUBLIC)
  "A row by the id that a page gave it."
  row(id: ID!): Row @personal
  "Films whose name or director begins with these words, best first."
  search(query: String!, offset: Int = 0, limit: Int = 10): [Title]! @cache(maxAge: 60, scope: PUBLIC)
  "How many films \`search\` finds."
  searchLength(query: String!): Int
}

"A homepage as it was built once: it does not change while somebody scrolls."
type Home @entity(collection: "homes") @personal {
  "Opaque."
  id: ID!
  "The film for the top of the page."
  billboard: Title
  "The rows from top to bottom."
  rows(offset: Int = 0, limit: Int = 10): [Row]!
  "How many rows there are."
  rowsLength: Int
}

"One row of a page, in an order that holds for at least 30 minutes."
type Row @entity(collection: "rows") @personal {
  "Opaque; expires with its page (\`ROW_EXPIRED\`)."
  id: ID!
  "What stands above the row."
  heading: String!
  kind: RowKind!
  "The films from left to right."
  titles(offset: Int = 0, limit: Int = 10): [Title]!
  "How many films the row has."
  titlesLength: Int
}

"A film."
type Title @entity(collection: "titles") @cache(maxAge: 300, scope: PUBLIC) {
  id: Int!
  name: String!
  "Year of release."
  year: Int
  runtimeMinutes: Int
  "The rating board's mark, as \`PG-13\`."
  maturity: String
  "A sentence about the film."
  synopsis: String
  genres: [String!]
  director: Person
  "Poster art, \`width\` pixels wide (16 to 2,000)."
  artwork(kind: ArtworkKind = BOXART, width: Int = 342): Image
  "Films like this one, the most alike first."
  similar(offset: Int = 0, limit: Int = 10): [Title]!
  "How many films \`similar\` knows."
  similarLength: Int
  "How well it fits this profile, 0 to 100; null for a visitor."
  match: Int @personal @cache(maxAge: 5, scope: PRIVATE)
  "Stars, 0.5 to 5."
  myRating: Float @personal @settable(min: 0.5, max: 5)
  "Whether the profile keeps it in its list; null for a visitor."
  inMyList: Boolean @personal
  "Where this profile stopped, in seconds."
  bookmarkSeconds: Int @personal
  "Where to play it; null for a visitor."
  playback: Playback @personal
}

"A picture on the origin of the request."
type Image @cache(maxAge: 300, scope: PUBLIC) {
  url: String!
  "The width asked for, in pixels."
  width: Int!
  "In pixels."
  height: Int!
}

"Signed addresses of one film's manifests."
type Playback {
  dashUrl: String!
  hlsUrl: String!
  "When the addresses stop working, ISO 8601."
  expiresAt: String!
}

"Somebody who directed a film."
type Person @entity(collection: "people") @cache(maxAge: 300, scope: PUBLIC) {
  "A slug of the name."
  id: ID!
  name: String!
  "The films they directed, newest first."
  titles(offset: Int = 0, limit: Int = 10): [Title]!
  "How many films they directed."
  titlesLength: Int
}

"Somebody who watches."
type Profile @entity(collection: "profiles") @personal {
  id: Int!
  name: String!
  "The films kept for later, newest first."
  myList(offset: Int = 0, limit: Int = 10): [Title]!
  "How many films are in the list."
  myListLength: Int
}

type Mutation {
  "Gives a film stars, 0.5 to 5."
  rate(title: Int!, stars: Float!): Title
  "Keeps a film for later; nothing changes where it is kept already."
  addToMyList(title: Int!): Title
  "Takes a film out of the list; nothing changes where it is not in it."
  removeFromMyList(title: Int!): Title
  "Tells how far a film was watched. A HEARTBEAT counts without a START before it."
  reportPlayback(title: Int!, positionSeconds: Int!, event: PlaybackEvent!): Title
}

"Why a row stands on the page."
enum RowKind {
  "Begun and not finished, the last one first."
  CONTINUE_WATCHING
  "Kept for later."
  MY_LIST
  "What fits the profile best."
  TOP_PICKS
  "Like a film that was watched."
  BECAUSE_YOU_WATCHED
  "The best of one genre."
  GENRE
  "The newest."
  NEW
  "The best regarded."
  ACCLAIMED
  "The most widely seen."
  POPULAR
}

enum ArtworkKind {
  "Upright, 2:3."
  BOXART
  "Lying, 16:9."
  BILLBOARD
}

enum PlaybackEvent {
  START
  HEARTBEAT
  PAUSE
  STOP
}
`

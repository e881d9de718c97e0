/** The schema of the homepage, as the engine takes it. */
export const sdl = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  directive @personal on OBJECT | FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query { home: Home @personal }
  type Home @entity(collection: "homes") @personal { id: ID! rows(offset: Int = 0, limit: Int = 10): [Row]! }
  type Row @entity(collection: "rows") @personal { id: ID! heading: String! titles(offset: Int = 0, limit: Int = 10): [Title]! }
  type Title @entity(collection: "titles") @cache(maxAge: 300, scope: PUBLIC) {
    id: Int! name: String! year: Int rating: String boxart: String
  }
`

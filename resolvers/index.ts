import type { Resolvers } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { Home } from './home.ts'
import { mutations } from './mutations.ts'
import { Person } from './person.ts'
import { Profile } from './profile.ts'
import { Query } from './query.ts'
import { Row } from './row.ts'
import { Title } from './title.ts'

export type { OpenContext, OpenOrigins, Origins, PersonalContext } from './context.ts'
export { schema } from './schema-document.ts'

/** One resolver for each type of the schema, and one function for each mutation. */
export const resolvers: Resolvers<OpenContext, PersonalContext> = { types: { Query, Home, Row, Title, Person, Profile }, mutations }

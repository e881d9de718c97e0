import { normalizedExecutor } from '@graphql-tools/executor'
import { parse } from 'graphql'
import { type Contender, subjectOf } from '../contender.ts'
import { dataLoaders, executableSchema } from '../executable-schema.ts'
import { bytesOf } from '../hand.ts'
import { documentOf } from '../homepage.ts'

/** The executor in the version that graphql-yoga brings, called as graphql-yoga calls it, with DataLoader. It has no plans to keep. */
const contender: Contender = {
  languages: ['graphql'],
  prepare(_language, size) {
    const schema = executableSchema()
    const document = parse(documentOf(size))
    return async (loaders) => bytesOf((await normalizedExecutor({ schema, document, contextValue: dataLoaders(loaders) })) as object)
  },
}

export const subject = subjectOf(contender)

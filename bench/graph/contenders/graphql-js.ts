import { execute, parse } from 'graphql'
import { type Contender, subjectOf } from '../contender.ts'
import { dataLoaders, executableSchema } from '../executable-schema.ts'
import { bytesOf } from '../hand.ts'
import { documentOf } from '../homepage.ts'

/** The reference implementation with DataLoader. It has no plans to keep. */
const contender: Contender = {
  languages: ['graphql'],
  prepare(_language, size) {
    const schema = executableSchema()
    const document = parse(documentOf(size))
    return async (loaders) => bytesOf(await execute({ schema, document, contextValue: dataLoaders(loaders) }))
  },
}

export const subject = subjectOf(contender)

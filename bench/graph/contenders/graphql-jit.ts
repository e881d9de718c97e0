import { parse } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import { type Contender, subjectOf } from '../contender.ts'
import { dataLoaders, executableSchema } from '../executable-schema.ts'
import { bytesOf } from '../hand.ts'
import { documentOf } from '../homepage.ts'

/** Code generated for one document, once, with DataLoader. Not for workerd, which refuses `new Function` in a request. */
const contender: Contender = {
  languages: ['graphql'],
  prepare(_language, size) {
    const compiled = compileQuery(executableSchema(), parse(documentOf(size)))
    if (!isCompiledQuery(compiled)) throw new Error(`Cannot compile: ${JSON.stringify(compiled)}`)
    return async (loaders) => bytesOf(await compiled.query(undefined, dataLoaders(loaders), {}))
  },
}

export const subject = subjectOf(contender)

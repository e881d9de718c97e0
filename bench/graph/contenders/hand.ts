import { type Contender, subjectOf } from '../contender.ts'
import { bytesOf, handFalcor, handGraphql } from '../hand.ts'

const contender: Contender = {
  languages: ['falcor', 'graphql'],
  prepare(language, size) {
    const assemble = language === 'falcor' ? handFalcor : handGraphql
    return async (loaders) => bytesOf(await assemble(loaders, size))
  },
}

export const subject = subjectOf(contender)

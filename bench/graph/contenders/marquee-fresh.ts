import { type Contender, subjectOf } from '../contender.ts'
import { marquee } from '../marquee.ts'
import { askMarquee } from '../marquee-ask.ts'

/** The engine, nothing kept from one request to the next but the compiled schema. */
const contender: Contender = {
  languages: ['falcor', 'graphql'],
  prepare: (language, size) => askMarquee(marquee(), language, size),
}

export const subject = subjectOf(contender)

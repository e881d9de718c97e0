import { type Contender, subjectOf } from '../contender.ts'
import { marquee } from '../marquee.ts'
import { askMarquee } from '../marquee-ask.ts'

/** The engine with fresh data and the plan of a document it knows: the devices' way in. */
const contender: Contender = {
  languages: ['graphql'],
  prepare: (language, size) => askMarquee(marquee(), language, size, { planned: true }),
}

export const subject = subjectOf(contender)

import type { ChanceCurve } from '../../models/page/chance.ts'
import type { TrainedModel } from '../../models/trained-model.ts'

/** Of a model that was trained on too few members to fit one: an average title is watched by one in fifty who see it. */
const usualCurve: ChanceCurve = { offset: -4, byScore: 1, byHistory: 0 }

/** How a model's scores become chances of being watched. */
export const chanceCurve = ({ chance }: TrainedModel): ChanceCurve => chance ?? usualCurve

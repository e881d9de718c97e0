import { RatingCollector, type Ratings } from '../../models/ratings.ts'
import { Remedy } from '../start/remedy.ts'
import { readLines } from './read-lines.ts'

/** The lowest and the highest rating that there is. */
export interface Scale {
  readonly lowest: number
  readonly highest: number
}

/** Half a star to five. */
export const starScale: Scale = { lowest: 0.5, highest: 5 }

/** How the fields of a line stand apart, and how many there are. */
export interface LineFormat {
  readonly separator: '\t' | '::'
  readonly fields: number
}

/**
 * Reads ratings, one a line: `user<TAB>item<TAB>rating<TAB>time` or `user::item::rating::time`, the time (seconds since 1970) in all lines or in
 * none; the first line decides. A member's later rating of an item replaces the earlier. Throws a remedy that names the line for anything else.
 */
export async function readRatings(file: string, scale: Scale = starScale): Promise<Ratings> {
  const collector = new RatingCollector()
  await readRatingEvents(file, (user, item, value, time) => collector.add(user, item, value, time), scale)
  if (collector.count === 0) throw new Remedy(`Cannot read ratings from '${file}': needs at least one, found an empty file`)
  return collector.finish()
}

/** Calls `take` with every rating of a file, in its order; refuses what `readRatings` refuses, but an empty file. */
export async function readRatingEvents(
  file: string,
  take: (user: string, item: string, value: number, time: number) => void,
  scale: Scale = starScale,
): Promise<void> {
  let format: LineFormat | undefined
  await readLines(file, (line, number) => {
    const refuse = (need: string, found: string) => {
      throw new Remedy(`Cannot read ratings from '${file}': needs ${need}, line ${number} has '${found}'`)
    }
    format ??= formatOf(line)
    if (format === undefined) return refuse('user, item, rating and perhaps a time, apart by tabs or ::', line)
    const fields = line.split(format.separator)
    if (fields.length !== format.fields) return refuse(`${format.fields} fields as on the first line`, line)
    const [user = '', item = '', rating = '', seconds = '0'] = fields
    if (user === '' || item === '') return refuse('the ids of a user and an item', line)
    const value = numberFrom(rating)
    if (!(value >= scale.lowest && value <= scale.highest)) return refuse(`a rating from ${scale.lowest} to ${scale.highest}`, rating)
    const time = numberFrom(seconds)
    if (!(time >= 0 && Number.isFinite(time))) return refuse('a time in seconds since 1970', seconds)
    take(user, item, value, time)
  })
}

/** The format of which a line is, undefined where it is of none. */
export function formatOf(line: string, least = 3, most = 4): LineFormat | undefined {
  for (const separator of ['\t', '::'] as const) {
    const fields = line.split(separator).length
    if (fields >= least && fields <= most) return { separator, fields }
  }
  return undefined
}

/** Number() takes blanks and hexadecimals too; a rating is a plain decimal. */
const numberFrom = (text: string) => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN)

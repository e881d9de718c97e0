import type { History } from '../../contracts/members.ts'

/** What a profile's ratings are like before any is known: a mean of 3.5 stars, worth five ratings. */
const [assumedStars, assumedRatings] = [3.5, 5]

/** The stars that a profile usually gives. */
export function usualStars({ ratings }: Pick<History, 'ratings'>): number {
  const sum = ratings.reduce((stars, rating) => stars + rating.stars, assumedStars * assumedRatings)
  return sum / (ratings.length + assumedRatings)
}

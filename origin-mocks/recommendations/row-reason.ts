import type { RowCandidate } from '../../contracts/ranking.ts'

/** Why a row of this kind stands on a page, in words for members, where nothing more personal can be said. */
export function rowReason({ kind, heading }: Pick<RowCandidate, 'kind' | 'heading'>): string {
  switch (kind) {
    case 'CONTINUE_WATCHING':
      return 'You began these and have not finished them'
    case 'MY_LIST':
      return 'You kept these for later'
    case 'TOP_PICKS':
      return 'What fits you best of all there is'
    case 'BECAUSE_YOU_WATCHED':
      return `${heading}, here is more like it`
    case 'WATCH_AGAIN':
      return 'You liked these, and it is some time ago'
    case 'NEW':
      return 'The latest films there are'
    case 'ACCLAIMED':
      return 'What those who saw it thought best'
    case 'POPULAR':
      return 'What most members watch'
    case 'POPULAR_IN_COUNTRY':
      return 'What others where you live have been watching'
    default:
      return `The best for you of ${heading}`
  }
}

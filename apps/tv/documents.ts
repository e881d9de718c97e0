// The operations of the app 'tv', typed; `npm run generate` writes it.
import type { TrustedDocument } from '../../clients/graphql-client/trusted-document.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };

/** Why a row stands on the page. */
export type RowKind =
  /** Begun and not finished, the last one first. */
  | 'CONTINUE_WATCHING'
  /** Kept for later. */
  | 'MY_LIST'
  /** What fits the profile best. */
  | 'TOP_PICKS'
  /** Like a film that was watched. */
  | 'BECAUSE_YOU_WATCHED'
  /** The best of one genre. */
  | 'GENRE'
  /** The best of what is of two genres. */
  | 'GENRE_PAIR'
  /** The best of one genre, of ten years. */
  | 'GENRE_DECADE'
  /** The best of ten years. */
  | 'DECADE'
  /** The newest. */
  | 'NEW'
  /** The best regarded. */
  | 'ACCLAIMED'
  /** The most widely seen. */
  | 'POPULAR'
  /** What is watched where the profile lives. */
  | 'POPULAR_IN_COUNTRY'
  /** Liked, and seen long ago. */
  | 'WATCH_AGAIN';

export type PlaybackEvent =
  | 'START'
  | 'HEARTBEAT'
  | 'PAUSE'
  | 'STOP';

export type FilmQueryVariables = Exact<{
  id: number;
}>;


export type FilmQuery = { title: { runtimeMinutes: number | null, synopsis: string | null, genres: Array<string> | null, similarLength: number | null, id: number, name: string, year: number | null, maturity: string | null, director: { id: string, name: string } | null, similar: Array<{ id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null } | null>, artwork: { url: string, width: number, height: number } | null } | null };

export type HomepageQueryVariables = Exact<{
  rows?: number | null | undefined;
  titles?: number | null | undefined;
}>;


export type HomepageQuery = { home: { id: string, rowsLength: number | null, billboard: { synopsis: string | null, id: number, name: string, year: number | null, maturity: string | null, wide: { url: string } | null, artwork: { url: string, width: number, height: number } | null } | null, rows: Array<{ id: string, kind: RowKind, heading: string, titlesLength: number | null, titles: Array<{ id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null } | null> } | null> } | null };

export type MoreOfRowQueryVariables = Exact<{
  row: string;
  offset: number;
  limit?: number | null | undefined;
}>;


export type MoreOfRowQuery = { row: { id: string, titles: Array<{ id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null } | null> } | null };

export type MyFilmQueryVariables = Exact<{
  id: number;
}>;


export type MyFilmQuery = { title: { id: number, match: number | null, myRating: number | null, inMyList: boolean | null, bookmarkSeconds: number | null, playback: { dashUrl: string, hlsUrl: string, expiresAt: string } | null } | null };

export type AddToMyListMutationVariables = Exact<{
  title: number;
}>;


export type AddToMyListMutation = { addToMyList: { id: number, inMyList: boolean | null } | null };

export type RemoveFromMyListMutationVariables = Exact<{
  title: number;
}>;


export type RemoveFromMyListMutation = { removeFromMyList: { id: number, inMyList: boolean | null } | null };

export type MyListQueryVariables = Exact<{
  offset?: number | null | undefined;
  limit?: number | null | undefined;
}>;


export type MyListQuery = { me: { id: number, name: string, myListLength: number | null, myList: Array<{ runtimeMinutes: number | null, id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null } | null> } | null };

export type RateMutationVariables = Exact<{
  title: number;
  stars: number;
}>;


export type RateMutation = { rate: { id: number, myRating: number | null } | null };

export type ReportPlaybackMutationVariables = Exact<{
  title: number;
  position: number;
  event: PlaybackEvent;
}>;


export type ReportPlaybackMutation = { reportPlayback: { id: number, bookmarkSeconds: number | null } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  offset?: number | null | undefined;
  limit?: number | null | undefined;
}>;


export type SearchQuery = { searchLength: number | null, search: Array<{ id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null } | null> };

export type TitleCardFragment = { id: number, name: string, year: number | null, maturity: string | null, artwork: { url: string, width: number, height: number } | null };


export const FilmDocument: TrustedDocument<FilmQuery, FilmQueryVariables> = {"__meta__":{"documentId":"sha256:d9841fe4a6fba6b25eacc00b7bfeaa2896d8c82a00a9b3da495eff423327e1da"}}
export const HomepageDocument: TrustedDocument<HomepageQuery, HomepageQueryVariables> = {"__meta__":{"documentId":"sha256:4a4196d7051509b9990ab439039219584988a5e7ec39b8048e10ce4e0d85db08"}}
export const MoreOfRowDocument: TrustedDocument<MoreOfRowQuery, MoreOfRowQueryVariables> = {"__meta__":{"documentId":"sha256:0ccd03b83ce5dae4816d863e61fa2dafd6d079c99aaf40e4004b7fd5cde21ebb"}}
export const MyFilmDocument: TrustedDocument<MyFilmQuery, MyFilmQueryVariables> = {"__meta__":{"documentId":"sha256:75812c1016611c52000d0636e2d9125db33e859e665e413b2c346d98fbd3f57b"}}
export const AddToMyListDocument: TrustedDocument<AddToMyListMutation, AddToMyListMutationVariables> = {"__meta__":{"documentId":"sha256:c3b14ebf8d02c6986904692b8f7cd726503baadab44e92d10b27018095bb3914"}}
export const RemoveFromMyListDocument: TrustedDocument<RemoveFromMyListMutation, RemoveFromMyListMutationVariables> = {"__meta__":{"documentId":"sha256:e8a4151cb9ffe99df7c2a87073d0faee503b333bb179fe21f76c0ed1167e6742"}}
export const MyListDocument: TrustedDocument<MyListQuery, MyListQueryVariables> = {"__meta__":{"documentId":"sha256:7fb5253275759996fb3438596395fc761d6725f6bfd53610fd31e5fe2a179a2b"}}
export const RateDocument: TrustedDocument<RateMutation, RateMutationVariables> = {"__meta__":{"documentId":"sha256:af039614e27ef3650d4850f73c3ed92625c4f3ea8058a93ec2b7ebcab7047938"}}
export const ReportPlaybackDocument: TrustedDocument<ReportPlaybackMutation, ReportPlaybackMutationVariables> = {"__meta__":{"documentId":"sha256:fa00dfd191edfaaf1df0f0c55675b14279762874a718b7d4a3b5ef33341d041d"}}
export const SearchDocument: TrustedDocument<SearchQuery, SearchQueryVariables> = {"__meta__":{"documentId":"sha256:ae51412552d80d4dcd10baf942c59482ea807ee4b675d86fa07683a09a15a5a9"}}
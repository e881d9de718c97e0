// Named here, so that whoever imports the worker for its types finds what these modules are.
/// <reference path="./media-modules.d.ts" />

import audioPlaylist from './clip/audio.m3u8'
import audio from './clip/audio.mp4'
import highPlaylist from './clip/high.m3u8'
import high from './clip/high.mp4'
import lowPlaylist from './clip/low.m3u8'
import low from './clip/low.mp4'
import manifest from './clip/manifest.mpd'
import master from './clip/master.m3u8'

/** The clip as it is committed, by file name. */
export const clipBytes: ReadonlyMap<string, ArrayBuffer> = new Map([
  ['manifest.mpd', manifest],
  ['master.m3u8', master],
  ['high.m3u8', highPlaylist],
  ['low.m3u8', lowPlaylist],
  ['audio.m3u8', audioPlaylist],
  ['high.mp4', high],
  ['low.mp4', low],
  ['audio.mp4', audio],
])

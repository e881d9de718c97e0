/** The files of the clip and their content types: all that a signed folder holds. No name is one edit from another. */
export const clipFiles: ReadonlyMap<string, string> = new Map([
  ['manifest.mpd', 'application/dash+xml'],
  ['master.m3u8', 'application/vnd.apple.mpegurl'],
  ['high.m3u8', 'application/vnd.apple.mpegurl'],
  ['low.m3u8', 'application/vnd.apple.mpegurl'],
  ['audio.m3u8', 'application/vnd.apple.mpegurl'],
  ['high.mp4', 'video/mp4'],
  ['low.mp4', 'video/mp4'],
  ['audio.mp4', 'audio/mp4'],
])

/** Where a file of the clip lies in the bucket. */
export function clipKey(file: string): string {
  return `clip/${file}`
}

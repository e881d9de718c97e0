/**
 * Where a device stands in a draw, from 0 to below 1: the same each time, evenly spread, and in another draw elsewhere. FNV-1a over both
 * names, then the finaliser of MurmurHash3, without which ids that count up would stand side by side.
 */
export function shareOf(draw: string, id: string): number {
  let hash = 0x811c9dc5
  const mix = (text: string) => {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  mix(draw)
  mix('\n')
  mix(id)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

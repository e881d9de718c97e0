/**
 * Where a member stands in the draw of a model, from 0 to below 1: the same each time, evenly spread, and elsewhere for another model, so that it is
 * not the same members who try each. FNV-1a over both names, then the finaliser of MurmurHash3, without which keys that count up would stand side
 * by side. Whoever is in a share is in each larger one.
 */
export function shareOfMember(model: string, member: string): number {
  let hash = 0x811c9dc5
  for (const text of [model, '\n', member])
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

import type { Viewer } from '../../contracts/members.ts'
import { limits } from './limits.ts'
import { type Owner, type PageId, parsePageId } from './page-id.ts'

/** The owner of a viewer's pages. Refuses what is no viewer. */
export function ownerOfViewer(viewer: Viewer | null): Owner {
  if (viewer === null) return 'v'
  const profile = typeof viewer === 'object' ? viewer.profile : undefined
  if (typeof viewer?.account !== 'string' || viewer.account === '') throw refusal('viewer', 'null or one with an account', viewer)
  if (typeof profile !== 'number' || !Number.isInteger(profile) || profile < 1 || profile > 9_999_999_999) {
    throw refusal('profile', 'a positive number of at most ten digits', profile)
  }
  return `p${profile}`
}

/** Refuses what is no class of device; whether it is a known one does not matter. */
export function checkDeviceClass(deviceClass: string): void {
  if (typeof deviceClass !== 'string' || !/^[a-z0-9-]{1,32}$/.test(deviceClass)) {
    throw refusal('device class', '1 to 32 small letters, digits and dashes', deviceClass)
  }
}

/** Reads ids of pages or rows; undefined for one that is none of ours. Refuses ids of another owner. */
export function readIds(owner: Owner, ids: readonly string[]): (PageId | undefined)[] {
  if (!Array.isArray(ids) || ids.length > limits.maxIds) throw refusal('ids', `at most ${limits.maxIds}`, ids)
  return ids.map((id) => {
    if (typeof id !== 'string') throw refusal('id', 'text', id)
    const named = parsePageId(id)
    if (named !== undefined && named.owner !== owner) throw refusal('id', `one of ${owner}`, id)
    return named
  })
}

function refusal(what: string, need: string, found: unknown): TypeError {
  const text = Array.isArray(found) ? `${found.length} of them` : JSON.stringify(found)?.slice(0, 60)
  return new TypeError(`Cannot recommend: ${what} must be ${need}, found ${text}`)
}

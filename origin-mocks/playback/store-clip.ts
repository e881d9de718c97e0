import { clipBytes } from './clip-bytes.ts'
import { clipFiles, clipKey } from './clip-files.ts'

/** The files that are not in the bucket as they are committed: absent, or of an older clip. */
export async function missingFiles(media: R2Bucket): Promise<readonly string[]> {
  const listed = await media.list({ prefix: clipKey(''), include: ['customMetadata'] })
  const stored = new Map(listed.objects.map((object) => [object.key, object.customMetadata?.sha256]))
  const missing: string[] = []
  for (const [file, bytes] of clipBytes) if (stored.get(clipKey(file)) !== (await sha256(bytes))) missing.push(file)
  return missing
}

/** Puts what is missing into the bucket; gives how many files it stored. */
export async function storeClip(media: R2Bucket): Promise<number> {
  const missing = await missingFiles(media)
  for (const file of missing) {
    const bytes = clipBytes.get(file)
    const contentType = clipFiles.get(file)
    if (bytes === undefined || contentType === undefined) throw new Error(`Cannot store the clip: '${file}' is in one table only`)
    await media.put(clipKey(file), bytes, { httpMetadata: { contentType }, customMetadata: { sha256: await sha256(bytes) } })
  }
  return missing.length
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

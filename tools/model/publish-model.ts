import { readFileSync } from 'node:fs'
import type { OpsAddress } from '../filter/ops-address.ts'
import { createOpsClient, type OpsClient, OpsRefusal } from '../filter/ops-client.ts'
import { Remedy } from '../start/remedy.ts'
import type { PublishOptions } from './publish-options.ts'

/** Keeps a model in a running Marquee, and makes it current or the canary of a share of members. Gives its name. Throws an `OpsRefusal` for what Marquee refuses. */
export async function publishModel(marquee: OpsClient, file: Uint8Array, share: number, reason: string | undefined): Promise<string> {
  const source = { type: 'application/octet-stream', text: new Uint8Array(file) }
  const { body } = await marquee.call('PUT', '/ops/models', { source, search: { reason } })
  const model = String(body.model)
  await marquee.call('POST', `/ops/models/${model}/activate`, { json: { share, ...(reason !== undefined && { reason }) } })
  return model
}

/** Publishes the file that the command names, and says what has become of it. Throws a remedy for a file that cannot be read, and for what Marquee refuses. */
export async function publishFile({ model: path, share, reason }: PublishOptions, address: OpsAddress, fetch: typeof globalThis.fetch) {
  const file = read(path)
  try {
    const model = await publishModel(createOpsClient(address, fetch), file, share, reason)
    const whom = share === 1 ? 'ranks for all members' : `is tried by ${Number((100 * share).toFixed(2))} % of members`
    return `Model ${model}, ${file.length.toLocaleString('en')} bytes, ${whom} at ${address.url} within some seconds`
  } catch (error) {
    throw error instanceof OpsRefusal ? new Remedy(`${error.code}: ${error.message}`) : error
  }
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Remedy(`Cannot read '${path}': ${error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : error}`)
  }
}

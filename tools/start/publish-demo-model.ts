import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { OpsAddress } from '../filter/ops-address.ts'
import { createOpsClient, recordOf } from '../filter/ops-client.ts'
import { publishModel } from '../model/publish-model.ts'

/** Whether this state has had a model: then there is most likely one, and none to be trained before that is known. */
export function hasModels(persistTo: string): boolean {
  return existsSync(join(persistTo, 'v3/r2/marquee-models'))
}

/** Sees to it that the demo's catalog is ranked by a model, where the running Marquee serves none: `model` gives its file. Gives its name, undefined where one was served already. */
export async function publishDemoModel(
  address: OpsAddress,
  model: () => Promise<Uint8Array>,
  fetch = globalThis.fetch,
): Promise<string | undefined> {
  const marquee = createOpsClient(address, fetch)
  const { body } = await marquee.call('GET', '/ops/models')
  // One that is named and not served is refused: as when the format of the files has changed since.
  if (typeof recordOf(body.here).model === 'string') return undefined
  return publishModel(marquee, await model(), 1, 'The model of the demo')
}

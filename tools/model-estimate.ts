import { opsAddress } from './filter/ops-address.ts'
import { createOpsClient, OpsRefusal } from './filter/ops-client.ts'
import { estimateFillings } from './model/estimate-fillings.ts'
import { readEstimateOptions } from './model/estimate-options.ts'
import { readExplorations } from './model/read-explorations.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run model:estimate`: what slots would come to if they were filled in other ways, by what a running Marquee tried. Ends with 2 where it cannot. */
try {
  const { url } = readEstimateOptions(process.argv.slice(3))
  const marquee = createOpsClient(opsAddress(url, process.env, projectRoot), fetch)
  console.log(estimateFillings(await readExplorations(marquee)))
} catch (error) {
  if (error instanceof OpsRefusal) console.error(`${error.code}: ${error.message}`)
  else console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}

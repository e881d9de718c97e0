import { banner } from './start/banner.ts'
import { readOptions } from './start/options.ts'
import { Remedy } from './start/remedy.ts'
import { type StartedMarquee, startMarquee } from './start/start-marquee.ts'
import { projectRoot } from './wrangler.ts'

const startedAt = Date.now()
const abort = new AbortController()
let marquee: StartedMarquee | undefined

async function stop(code: number): Promise<never> {
  abort.abort(new Remedy('Stopped'))
  await marquee?.stop()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
stopWithParent()

try {
  const { port, persistTo } = readOptions(process.argv.slice(3), projectRoot)
  marquee = await startMarquee({
    port,
    persistTo,
    now: startedAt,
    progress: (line) => console.log(`· ${line}`),
    print: (line) => console.error(line),
    signal: abort.signal,
  })
  console.log(banner(marquee.url, (Date.now() - startedAt) / 1000))
  console.error(await marquee.ended)
  await stop(1)
} catch (error) {
  console.error(error instanceof Remedy ? error.message : error)
  await stop(1)
}

/** Under npm, ends when npm is gone: a killed npm passes nothing on, and would leave the port taken. */
function stopWithParent(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void stop(1), 1_000).unref()
}

import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './wrangler.ts'

/** `npm run bench [-- NAME [options]]`: one benchmark, or all: every `bench/NAME/NAME.bench.ts`. Each prints its figures and ends with one JSON line. */
const [first, ...rest] = process.argv.slice(3)
const names = readdirSync(`${projectRoot}/bench`)
  .filter((name) => existsSync(fileOf(name)))
  .sort()
const named = first !== undefined && !first.startsWith('-')

if (named && !names.includes(first)) {
  console.error(`Cannot run the benchmark "${first}": there are ${names.join(', ')}`)
  process.exitCode = 1
} else {
  for (const name of named ? [first] : names) {
    const { run } = (await import(pathToFileURL(fileOf(name)).href)) as { run(args: readonly string[]): Promise<void> }
    await run(named ? rest : process.argv.slice(3))
  }
}

function fileOf(name: string): string {
  return `${projectRoot}/bench/${name}/${name}.bench.ts`
}

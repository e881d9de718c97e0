import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckedFilter, FilterCompilerService } from '../../filter-sdk/checked-filter.ts'
import { startDevServer } from '../start/dev-server.ts'
import { anyFreePort } from '../start/ports.ts'
import { projectRoot } from '../wrangler.ts'

export interface StartedCompiler extends FilterCompilerService {
  stop(): Promise<void>
}

/** Starts the compiler's worker alone, with its real sandbox, and reaches it through a bridge. Keeps nothing. */
export async function startCompiler(print: (line: string) => void): Promise<StartedCompiler> {
  const persistTo = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'marquee-filter-'))
  const remove = () => rmSync(persistTo, { recursive: true, force: true })
  try {
    const configs = ['tools/filter/compiler-bridge.toml', 'filter-compiler/wrangler.toml'].map((file) => join(projectRoot, file))
    const server = await startDevServer({ port: await anyFreePort(), persistTo, configs, print })
    return {
      async compile(source, language) {
        const answer = await fetch(`${server.url}/?language=${language}`, { method: 'POST', body: source })
        if (!answer.ok) throw new Error(`the compiler answered ${answer.status} ${await answer.text()}`)
        return (await answer.json()) as CheckedFilter
      },
      async stop() {
        await server.stop()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

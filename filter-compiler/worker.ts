import { WorkerEntrypoint } from 'cloudflare:workers'
import type { CheckedFilter, FilterCompilerService, FilterLanguage } from '../filter-sdk/checked-filter.ts'
import { checkFilter } from './check-filter.ts'

interface Env {
  readonly LOADER: WorkerLoader
}

/** The compiler over its binding: the only worker that carries TypeScript. */
export class FilterCompiler extends WorkerEntrypoint<Env> implements FilterCompilerService {
  /** What a filter's source comes to. Rejects for a language it does not know. */
  async compile(source: string, language: FilterLanguage): Promise<CheckedFilter> {
    if (typeof source !== 'string' || (language !== 'typescript' && language !== 'javascript'))
      throw new TypeError('compile takes a source and its language')
    return checkFilter(this.env.LOADER, source, language)
  }
}

export default {
  fetch: () => new Response('The filter compiler is reached by its binding\n', { status: 404 }),
}

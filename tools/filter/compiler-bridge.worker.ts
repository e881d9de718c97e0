import type { FilterCompilerService, FilterLanguage } from '../../filter-sdk/checked-filter.ts'

/** Lets a process on this machine ask the compiler, which workers reach by their bindings alone. Never deployed. */
export default {
  async fetch(request: Request, { COMPILER }: { readonly COMPILER: FilterCompilerService }): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/healthz') return new Response('ok')
    return Response.json(await COMPILER.compile(await request.text(), searchParams.get('language') as FilterLanguage))
  },
}

import { WorkerEntrypoint } from 'cloudflare:workers'

/** Stands in for the platform's limiter, of which workerd has none: what is measured is the way there and back. Never refuses. */
export class Limiter extends WorkerEntrypoint {
  async limit(): Promise<{ readonly success: boolean }> {
    return { success: true }
  }
}

export default { fetch: () => new Response(null, { status: 404 }) }

import type { Env } from './compose.ts'

/** What `wrangler.toml` binds is what the edge reads, and the class behind each service keeps its contract. Compiled only. */
export const bindings = (env: Cloudflare.Env): Env => env

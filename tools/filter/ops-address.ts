import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDevVars } from '../start/dev-vars.ts'
import { Remedy } from '../start/remedy.ts'

/** Where Marquee runs, and what opens its `/ops`. */
export interface OpsAddress {
  readonly url: string
  readonly token: string
  /** Who asks, where the token does not say it. */
  readonly operator: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** The address as the command line says it, else the environment, else this machine. The token of `.dev.vars` leaves for no other machine. */
export function opsAddress(given: string | undefined, environment: Environment, root: string): OpsAddress {
  const text = given ?? environment.MARQUEE_URL ?? 'http://127.0.0.1:8787'
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Remedy(`Cannot ask '${text}': needs an address as http://127.0.0.1:8787`)
  const isHere = /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)
  const token = environment.OPS_TOKEN ?? (isHere ? tokenOfDevVars(root) : undefined)
  if (!token)
    throw new Remedy(
      isHere
        ? 'Cannot ask without a token: `npm start` writes one to .dev.vars, or set OPS_TOKEN'
        : `Cannot ask ${url.host} without OPS_TOKEN in the environment`,
    )
  return { url: url.origin, token, operator: environment.MARQUEE_OPERATOR }
}

function tokenOfDevVars(root: string): string | undefined {
  const file = join(root, '.dev.vars')
  return existsSync(file) ? parseDevVars(readFileSync(file, 'utf8')).get('OPS_TOKEN') : undefined
}

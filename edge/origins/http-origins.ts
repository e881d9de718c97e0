import { array, boolean, maxLength, optional, pipe, regex, strictObject, string } from 'valibot'
import { readList } from '../config/read-list.ts'

/** An origin that speaks HTTP. Nothing else is ever asked over HTTP: no address comes from a request, an answer or a filter. */
export interface HttpOrigin {
  readonly name: string
  /** As `http://127.0.0.1:9000`. */
  readonly site: string
  /** What stands before every path there: nothing, or as `/base`, without a slash at its end. */
  readonly base: string
  /** Another deployment of ours, as a version on trial. It gets the token that a device sends, and makes a passport of its own. */
  readonly isMarquee: boolean
}

/** The HTTP origins that are registered. */
export interface HttpOrigins {
  /** What is wrong with the configuration; one that is wrong anywhere lets no origin in. */
  readonly problems: readonly string[]
  has(name: string): boolean
  named(name: string): HttpOrigin | undefined
  /** The origin that serves a path, by the longest of the prefixes that fit. */
  at(path: string): HttpOrigin | undefined
}

export interface HttpOriginOptions {
  /** JSON, `[{"name","url","paths"}]`, with `"isMarquee":true` where it is. */
  readonly list: string | undefined
  /** Names of origins that are reached in other ways. */
  readonly takenNames: readonly string[]
  /** Starts of paths that the edge answers itself. */
  readonly takenPaths: readonly string[]
  /** Outside of the local environment passports go over TLS alone. */
  readonly local: boolean
}

const listed = pipe(
  array(
    strictObject({
      name: pipe(string(), regex(/^[a-z][a-z0-9-]{0,31}$/)),
      url: pipe(string(), maxLength(2_000)),
      // On the one normal form of a path, so that what is found by it is what it says.
      paths: pipe(array(pipe(string(), regex(/^\/(?:(?!\.{1,2}\/)[\w.~-]+\/)*$/))), maxLength(100)),
      isMarquee: optional(boolean(), false),
    }),
  ),
  maxLength(100),
)

/** Reads which HTTP origins there are, and which paths they serve. */
export function readHttpOrigins({ list, takenNames, takenPaths, local }: HttpOriginOptions): HttpOrigins {
  const entries = readList(listed, list)
  const problems = entries === undefined ? ['HTTP_ORIGINS is no list of {"name","url","paths"}'] : []
  const origins = new Map<string, HttpOrigin>()
  const prefixes = new Map<string, HttpOrigin>()
  for (const { name, url, paths, isMarquee } of entries ?? []) {
    const address = readAddress(name, url, local)
    if (typeof address === 'string') {
      problems.push(`HTTP_ORIGINS: ${address}`)
      continue
    }
    const origin = { name, ...address, isMarquee }
    if (origins.has(name) || takenNames.includes(name)) problems.push(`HTTP_ORIGINS: the name ${name} is taken`)
    origins.set(name, origin)
    for (const path of paths) {
      if (prefixes.has(path) || takenPaths.some((taken) => path.startsWith(taken))) problems.push(`HTTP_ORIGINS: the path ${path} is taken`)
      prefixes.set(path, origin)
    }
  }
  if (problems.length > 0) return { problems, has: () => false, named: () => undefined, at: () => undefined }
  const longestFirst = [...prefixes].sort(([one], [other]) => other.length - one.length)
  return {
    problems,
    has: (name) => origins.has(name),
    named: (name) => origins.get(name),
    at: (path) => longestFirst.find(([prefix]) => path.startsWith(prefix))?.[1],
  }
}

/** The parts of an address, or what is wrong with it. It is not repeated: it may hold a password. */
function readAddress(name: string, address: string, local: boolean): Pick<HttpOrigin, 'site' | 'base'> | string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return `the url of ${name} is no http(s) address`
  if (url.protocol !== 'https:' && !local) return `the url of ${name} is not https`
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '' || /[?#]/.test(address))
    return `the url of ${name} has more than a host and a path`
  return { site: url.origin, base: url.pathname.replace(/\/+$/, '') }
}

import { filterName } from '../../filter-sdk/definition-rules.ts'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'

/** Where the running Marquee is that a command speaks to; undefined: as the environment says. */
export interface Addressed {
  readonly url: string | undefined
}

/** What `npm run filter` was asked to do. */
export type FilterCommand =
  | { readonly do: 'new'; readonly target: string; readonly from: string | undefined }
  | { readonly do: 'check' | 'test'; readonly file: string }
  | (Addressed & Publication & { readonly do: 'publish' })
  | (Addressed & Activation & { readonly do: 'canary' | 'promote' })
  | (Addressed & { readonly do: 'rollback'; readonly name: string; readonly reason: string | undefined })
  | (Addressed & { readonly do: 'off'; readonly name: string | undefined; readonly reason: string | undefined })
  | (Addressed & { readonly do: 'history'; readonly name: string; readonly diff: boolean })
  | (Addressed & { readonly do: 'watch'; readonly name: string })
  | (Addressed & { readonly do: 'list' })

interface Publication {
  readonly file: string
  /** Undefined: the name of the file. */
  readonly name: string | undefined
  readonly reason: string
  readonly expires: string | undefined
}

interface Activation {
  readonly name: string
  /** Undefined: the one that stands next. */
  readonly revision: string | undefined
  readonly share: number
  readonly reason: string | undefined
}

export const usage = `npm run filter -- COMMAND

  new NAME|FILE [--from SAMPLE]                    a file to start from, in filters/
  check FILE                                       types and syntax, here
  test FILE                                        its fixtures, in a sandbox on this machine
  publish FILE --reason TEXT [--name N] [--expires TIME]
                                                   a draft: devices do not meet it yet
  canary NAME [--revision R] [--share 0.05]        for a share of devices
  promote NAME [--revision R]                      for all
  watch NAME                                       until the canary is judged
  rollback NAME                                    to what was before
  off [NAME]                                       one, or all at once
  list · history NAME [--diff]

  canary, promote, rollback and off take --reason TEXT. Marquee is asked at --url, MARQUEE_URL or http://127.0.0.1:8787, with OPS_TOKEN or the
  token of .dev.vars.`

const options = {
  url: { type: 'string' },
  from: { type: 'string' },
  name: { type: 'string' },
  reason: { type: 'string' },
  expires: { type: 'string' },
  revision: { type: 'string' },
  share: { type: 'string' },
  diff: { type: 'boolean' },
} as const

type Option = keyof typeof options

/** What each command takes: its word, and whether it can do without; its options. */
const grammar: Readonly<
  Record<FilterCommand['do'], { readonly word?: string; readonly optional?: true; readonly options: readonly Option[] }>
> = {
  new: { word: 'NAME or FILE', options: ['from'] },
  check: { word: 'FILE', options: [] },
  test: { word: 'FILE', options: [] },
  publish: { word: 'FILE', options: ['url', 'name', 'reason', 'expires'] },
  canary: { word: 'NAME', options: ['url', 'revision', 'share', 'reason'] },
  promote: { word: 'NAME', options: ['url', 'revision', 'reason'] },
  rollback: { word: 'NAME', options: ['url', 'reason'] },
  off: { word: 'NAME', optional: true, options: ['url', 'reason'] },
  history: { word: 'NAME', options: ['url', 'diff'] },
  watch: { word: 'NAME', options: ['url'] },
  list: { options: ['url'] },
}

/** Reads the command line of `npm run filter`. Throws a remedy for anything it does not know. */
export function readCommand(args: readonly string[]): FilterCommand {
  const { values, positionals } = readArguments(args, { options, allowPositionals: true }, usage)
  const [verb, word, ...more] = positionals
  if (verb === undefined) throw new Remedy(`Use: ${usage}`)
  if (!isVerb(verb)) throw new Remedy(`Cannot do '${verb}': there is no such command. Use: ${usage}`)
  const { word: wanted, optional, options: taken } = grammar[verb]
  const stranger = (Object.keys(values) as Option[]).find((option) => !taken.includes(option))
  if (stranger !== undefined) throw new Remedy(`Cannot ${verb}: it takes no --${stranger}`)
  if (wanted !== undefined && word === undefined && optional === undefined) throw new Remedy(`Cannot ${verb}: needs ${wanted}`)
  const [extra] = wanted === undefined ? positionals.slice(1) : more
  if (extra !== undefined) throw new Remedy(`Cannot ${verb}: '${extra}' is a word too many`)
  const { url, reason, revision } = values
  const first = word ?? ''
  switch (verb) {
    case 'new':
      return { do: verb, target: first, from: values.from }
    case 'check':
    case 'test':
      return { do: verb, file: first }
    case 'publish':
      return { do: verb, file: first, name: optionalName(values.name), reason: reasonOf(reason), expires: timeOf(values.expires), url }
    case 'canary':
      return { do: verb, name: nameOf(first), revision, share: shareOf(values.share), reason, url }
    case 'promote':
      return { do: verb, name: nameOf(first), revision, share: 1, reason, url }
    case 'rollback':
      return { do: verb, name: nameOf(first), reason, url }
    case 'off':
      return { do: verb, name: optionalName(word), reason, url }
    case 'history':
      return { do: verb, name: nameOf(first), diff: values.diff === true, url }
    case 'watch':
      return { do: verb, name: nameOf(first), url }
    case 'list':
      return { do: verb, url }
  }
}

const isVerb = (verb: string): verb is FilterCommand['do'] => Object.hasOwn(grammar, verb)

/** The name of a filter. Throws a remedy for anything else. */
export function nameOf(text: string): string {
  try {
    return filterName(text, '')
  } catch {
    throw new Remedy(
      `Cannot take '${text}' for the name of a filter: it begins with a letter and holds lower case, digits and dashes, 64 at most`,
    )
  }
}

const optionalName = (text: string | undefined) => (text === undefined ? undefined : nameOf(text))

function reasonOf(text: string | undefined): string {
  if (text === undefined || text.trim() === '')
    throw new Remedy('Cannot publish without --reason TEXT: whoever meets the filter later asks why')
  return text
}

function shareOf(text = '0.05'): number {
  const share = Number(text)
  if (!(share > 0 && share < 1))
    throw new Remedy(`Cannot give a canary the share '${text}': needs more than 0 and less than 1; for all devices: promote`)
  return share
}

function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Remedy(`Cannot end at '${text}': needs a time as 2026-12-31T23:00:00Z`)
  return new Date(at).toISOString()
}

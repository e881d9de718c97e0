/** A fenced block of a page, as `tools/check/markdown.ts` finds it. */
export interface Block {
  readonly language: string
  readonly note: string
  readonly code: string
  readonly line: number
}

/** A block of commands that a page promises to work, and what it says they show. */
export interface DocCommand {
  readonly line: number
  readonly code: string
  /** Whether what it shows takes a moment to be there: a block that only reads, and may be run again until then. */
  readonly untilShown: boolean
  readonly shows: readonly Block[]
}

/**
 * The commands of a page in their order: blocks marked `sh run` or `sh run until shown`. A block marked `json shows` or `text shows` is about the
 * commands before it. Throws a `RangeError` for one that stands before all commands, for JSON that is none, and for a page without commands.
 */
export function docCommands(blocks: readonly Block[]): readonly DocCommand[] {
  const commands: (DocCommand & { readonly shows: Block[] })[] = []
  for (const block of blocks) {
    if (block.note === 'shows') {
      if (block.language === 'json') JSON.parse(block.code)
      const command = commands.at(-1)
      if (command === undefined) throw new RangeError(`Cannot check line ${block.line}: it shows what no command has said`)
      command.shows.push(block)
    } else if (block.language === 'sh' && /^run\b/.test(block.note))
      commands.push({ line: block.line, code: block.code, untilShown: block.note === 'run until shown', shows: [] })
  }
  if (commands.length === 0) throw new RangeError('Cannot check this page: it has no commands to run')
  return commands
}

/** What of a block the output does not show; undefined where it shows all. */
export function missingOf({ language, code }: Block, output: string): string | undefined {
  const lines = output.split('\n')
  if (language === 'json') {
    const wanted: unknown = JSON.parse(code)
    return lines.some((line) => fits(wanted, jsonOf(line))) ? undefined : code
  }
  const said = new Set(lines.map((line) => line.trim()))
  return code.split('\n').find((line) => line.trim() !== '' && ![...said].some((other) => fits(line.trim(), other)))
}

/**
 * Whether a value is as an example says: an object has the keys shown, a list has the items shown, in whatever order and among others, and all else is
 * equal. `…` stands for any text and, alone, for any value.
 */
export function fits(example: unknown, value: unknown): boolean {
  if (example === '…') return value !== undefined
  if (typeof example === 'string') return typeof value === 'string' && patternOf(example).test(value)
  if (typeof example !== 'object' || example === null) return example === value
  if (typeof value !== 'object' || value === null || Array.isArray(example) !== Array.isArray(value)) return false
  if (Array.isArray(example)) return example.every((item) => (value as readonly unknown[]).some((other) => fits(item, other)))
  return Object.entries(example).every(([key, part]) => fits(part, (value as Record<string, unknown>)[key]))
}

function patternOf(example: string): RegExp {
  const parts = example.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

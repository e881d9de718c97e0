/** How far one piece of work is. */
export interface Bar {
  tell(done: number, total: number): void
  /** Says that it is done, or that it was done before and kept. */
  finish(how: 'done' | 'kept'): void
}

/** The progress of several pieces of work at a time. */
export interface Bars {
  add(name: string): Bar
}

/** Where bars are drawn. */
export interface Screen {
  /** Whether lines can be drawn again: a terminal, and not a file or a pipe. */
  readonly live: boolean
  write(text: string): void
  /** Milliseconds that only grow. */
  now(): number
}

interface Drawn {
  readonly name: string
  startedAt: number | undefined
  share: number
  state: 'waits' | 'runs' | 'done' | 'kept'
  seconds: number
  toldAt: number
}

const width = 32
const nameWidth = 16
/** Where lines cannot be drawn again, each piece of work tells this often. */
const tellEveryMs = 10_000

/** Draws a bar for each piece of work, in the order they were added; where lines stay as they are, a line now and then instead. */
export function createBars(screen: Screen): Bars {
  const bars: Drawn[] = []
  let shown = 0

  function draw(): void {
    const up = shown > 0 ? `\u001b[${shown}A` : ''
    screen.write(up + bars.map((bar) => `\u001b[2K${lineOf(bar, screen.now())}\n`).join(''))
    shown = bars.length
  }

  function say(bar: Drawn): void {
    screen.write(`${bar.name}: ${wordsOf(bar, screen.now())}\n`)
  }

  return {
    add(name) {
      const bar: Drawn = { name, startedAt: undefined, share: 0, state: 'waits', seconds: 0, toldAt: screen.now() }
      bars.push(bar)
      if (screen.live) draw()
      return {
        tell(done, total) {
          const now = screen.now()
          if (bar.startedAt === undefined) bar.startedAt = bar.toldAt = now
          bar.state = 'runs'
          bar.share = total > 0 ? Math.min(1, done / total) : 0
          if (screen.live) draw()
          else if (now - bar.toldAt >= tellEveryMs) {
            bar.toldAt = now
            say(bar)
          }
        },
        finish(how) {
          bar.state = how
          bar.share = 1
          bar.seconds = (screen.now() - (bar.startedAt ?? screen.now())) / 1000
          if (screen.live) draw()
          else say(bar)
        },
      }
    },
  }
}

function lineOf(bar: Drawn, now: number): string {
  const full = Math.round(bar.share * width)
  return `${bar.name.padEnd(nameWidth)} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${wordsOf(bar, now)}`
}

function wordsOf(bar: Drawn, now: number): string {
  switch (bar.state) {
    case 'waits':
      return 'waits'
    case 'runs':
      return `${Math.floor(bar.share * 100)} %, ${((now - (bar.startedAt ?? now)) / 1000).toFixed(0)} s`
    case 'done':
      return `done in ${bar.seconds.toFixed(1)} s`
    case 'kept':
      return 'kept from before'
  }
}

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'

/** What a block of commands has said, and its exit code. */
export interface ShellAnswer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** One terminal: what a block sets is there for the next one. */
export interface Shell {
  /** After the first block that fails the terminal is closed, and every other one fails too. */
  run(commands: string): Promise<ShellAnswer>
  close(): void
}

/** Opens bash, which ends at the first command that fails, as with `set -euo pipefail`. Commands get no input. */
export function openShell(folder: string, environment: NodeJS.ProcessEnv): Shell {
  const bash = spawn('bash', ['-euo', 'pipefail', '-s'], { cwd: folder, env: environment, stdio: 'pipe' })
  const said = { stdout: '', stderr: '' }
  let code: number | undefined
  let look = () => {}
  for (const name of ['stdout', 'stderr'] as const)
    bash[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
      look()
    })
  bash.on('close', (status) => {
    code = status ?? 1
    look()
  })
  // One that has ended takes no more; `run` says so.
  bash.stdin.on('error', () => {})

  return {
    run(commands) {
      const end = `end of ${randomUUID()}`
      const answer = new Promise<ShellAnswer>((resolve) => {
        look = () => {
          const [stdout, stderr] = [before(said.stdout, end), before(said.stderr, end)]
          const ended = stdout !== undefined && stderr !== undefined
          if (!ended && code === undefined) return
          resolve({ code: ended ? 0 : code || 1, stdout: stdout ?? said.stdout, stderr: stderr ?? said.stderr })
          said.stdout = said.stderr = ''
        }
      })
      // By `eval`, so that commands which do not parse are a failure, and not the beginning of what comes after.
      bash.stdin.write(`eval ${quoted(commands)} </dev/null\necho '${end}'\necho '${end}' >&2\n`)
      look()
      return answer
    },
    close: () => bash.stdin.end(),
  }
}

function before(text: string, mark: string): string | undefined {
  const at = text.indexOf(`${mark}\n`)
  return at < 0 ? undefined : text.slice(0, at)
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

import { spawn } from 'node:child_process'

/** Runs a program to its end and returns its code with all it said. */
export function runCommand(program: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What a program that ended well, or not, has to say as problems. */
export function problemsOf({ code, output }: { code: number; output: string }): readonly string[] {
  return code === 0 ? [] : output.split('\n').filter((line) => line.trim() !== '')
}

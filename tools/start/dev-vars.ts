import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What `.dev.vars` holds, by name. Comments and what is no assignment are skipped; one pair of quotes around a value is dropped. */
export function parseDevVars(text: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    if (match !== null) values.set(match[1] as string, (match[2] as string).replace(/^(["'])(.*)\1$/, '$2'))
  }
  return values
}

/** Adds to the file what is missing of `wanted`, leaves what is there, and returns all it holds. Creates it for the owner's eyes only. */
export function completeDevVars(file: string, wanted: Readonly<Record<string, () => string>>): Map<string, string> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const values = parseDevVars(text)
  const missing = Object.entries(wanted).filter(([name]) => !values.get(name))
  if (missing.length === 0) return values
  const lines = missing.map(([name, make]) => {
    const value = make()
    values.set(name, value)
    return `${name}=${value}\n`
  })
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileSync(file, `${text}${gap}${lines.join('')}`, { mode: 0o600 })
  return values
}

/** Makes the file say this of a name, whatever it said before. Creates it for the owner's eyes only. */
export function setDevVar(file: string, name: string, value: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (parseDevVars(text).get(name) === value) return
  const others = text.split('\n').filter((line) => line !== '' && !parseDevVars(line).has(name))
  writeFileSync(file, [...others, `${name}=${value}`, ''].join('\n'), { mode: 0o600 })
}

/** 256 random bits as base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}
